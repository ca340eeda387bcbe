/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.authority;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.VideoScenario;

import static org.assertj.core.api.Assertions.assertThat;

class JobAuthorityIT extends VideoScenario {

    @Autowired
    private JobAuthorityCheck check;

    @Test
    void theJobsOfADisabledUserEndAndSayWhy() {
        JobView queued = submit("sample.work", Map.of());
        auth.disable("u1");
        this.check.check();
        assertThat(job(queued.jobId()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(queued.jobId()).error()).isEqualTo("The account of the job's owner is disabled.");
        assertThat(lease("sample.work")).isEmpty();
    }

    @Test
    void jobsThatOnlyAnOperatorMaySubmitEndWithTheRole() {
        JobApi operator = this.clients.jobs(TestTokens.user("op", "operator"));
        JobView own = operator.submit(new SubmitJob("sample.work", null, null, null), null, null).getBody();
        createContent("c1", "u1");
        transcode("c1", "a");
        JobView foreign = operator.submit(new SubmitJob(SubmitJob.TRANSCODE, "c1", null, null), null, null).getBody();
        this.check.check();
        assertThat(job(own.jobId()).state()).isEqualTo(JobState.QUEUED);
        auth.roles("op", "creator");
        this.check.check();
        assertThat(job(own.jobId()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(own.jobId()).error()).isEqualTo("The user that submitted the job is no operator any more.");
        assertThat(job(foreign.jobId()).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void anOperatorsPriorityAndExemptionEndWithTheRole() {
        createContent("c1", "op");
        this.jobs.submit(new SubmitJob(SubmitJob.TRANSCODE, "c1",
                Map.of("sourceKey", "uploads/a", "sourceSha256", "ab".repeat(32)), null), null, "op");
        JobView own = this.clients.jobs(TestTokens.user("op", "operator"))
            .submit(new SubmitJob(SubmitJob.TRANSCODE, "c1", null, 9), null, null)
            .getBody();
        assertThat(own.payload()).containsEntry("costExempt", true);
        auth.roles("op", "creator");
        this.check.check();
        JobView limited = job(own.jobId());
        assertThat(limited.state()).isEqualTo(JobState.RUNNING);
        assertThat(limited.priority()).isEqualTo(5);
        assertThat(limited.payload()).doesNotContainKey("costExempt");
    }

    @Test
    void jobsGoOnWhileRightsAreUnknown() {
        JobView queued = submit("sample.work", Map.of());
        auth.disable("u1");
        auth.available(false);
        this.check.check();
        assertThat(job(queued.jobId()).state()).isEqualTo(JobState.QUEUED);
    }

}
