/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.transcode;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.CreateTranscode;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.contracts.worker.TranscodeApi;
import dev.streamgate.contracts.worker.TranscodeView;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.WorkerScenario;

import static org.assertj.core.api.Assertions.assertThat;

class TranscodesIT extends WorkerScenario {

    @BeforeEach
    void aContentWithAVideo() {
        createContent("c1", "alice");
        this.jobs.submit(new SubmitJob("transcode", "c1",
                Map.of("sourceKey", "uploads/a", "sourceSha256", "ab".repeat(32)), null), null, "alice");
    }

    @Test
    void theOwnerMayTranscode() {
        TranscodeView transcode = create("alice", new CreateTranscode("c1", List.of("720p"), 7));
        assertThat(transcode.profiles()).containsExactly("720p");
        assertThat(transcode.priority()).as("the highest of a user").isEqualTo(5);
        JobView job = job(transcode.transcodeId());
        assertThat(job.type()).isEqualTo("transcode");
        assertThat(job.owner()).isEqualTo("alice");
        assertThat(job.payload()).containsEntry("contentId", "c1").containsEntry("sourceKey", "uploads/a");
    }

    @Test
    void anOperatorTranscodesForTheOwner() {
        TranscodeView transcode = user("root", "operator").create(new CreateTranscode("c1", null, null), null)
            .getBody();
        assertThat(job(transcode.transcodeId()).owner()).isEqualTo("alice");
        assertThat(user("alice", "viewer").get(transcode.transcodeId())).isEqualTo(transcode);
    }

    @Test
    void aUserMayLowerThePriorityAndAnOperatorRaiseIt() {
        assertThat(create("alice", new CreateTranscode("c1", null, 2)).priority()).isEqualTo(2);
        TranscodeView raised = user("root", "operator").create(new CreateTranscode("c1", null, 9), null).getBody();
        assertThat(raised.priority()).isEqualTo(9);
    }

    @Test
    void otherUsersAreRefused() {
        assertProblem(404, "not-found", () -> create("bob", new CreateTranscode("c1", null, null)));
        assertProblem(403, "forbidden",
                () -> user("alice", "viewer").create(new CreateTranscode("c1", null, null), null));
        assertThat(user("bob", "creator").list(null, null, null, null).items()).isEmpty();
    }

    @Test
    void aProfileThatDoesNotExistIsAProblem() {
        CreateTranscode unknown = new CreateTranscode("c1", List.of("9000p"), null);
        assertThat(create("alice", unknown).state()).as("before a runner has announced its profiles")
            .isEqualTo(JobState.RUNNING);
        this.leases.acquire(new LeaseRequest("r", List.of(MediaTask.ENCODE), false, 0, List.of("1080p", "720p")));
        assertProblem(400, "invalid-fields", () -> create("alice", unknown));
        create("alice", new CreateTranscode("c1", List.of("720p"), null));
    }

    @Test
    void aContentThatDoesNotExistIsNotFound() {
        assertProblem(404, "not-found", () -> create("alice", new CreateTranscode("c2", null, null)));
    }

    @Test
    void aContentWithoutAVideoIsAConflict() {
        createContent("c2", "alice");
        assertProblem(409, "no-source", () -> create("alice", new CreateTranscode("c2", null, null)));
    }

    @Test
    void theSameIdempotencyKeyIsOneTranscode() {
        TranscodeApi alice = user("alice", "creator");
        CreateTranscode request = new CreateTranscode("c1", null, null);
        assertThat(alice.create(request, "key-0001").getBody().transcodeId())
            .isEqualTo(alice.create(request, "key-0001").getBody().transcodeId());
    }

    @Test
    void aJobOfAnotherTypeIsNoTranscode() {
        String id = this.jobs.submit(new SubmitJob("sample.work", null, null, null), null, "alice").getBody().jobId();
        assertProblem(404, "not-found", () -> user("alice", "creator").get(id));
        assertProblem(404, "not-found", () -> user("alice", "creator").cancel(id));
        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aTranscodeIsCancelledByItsOwner() {
        String id = create("alice", new CreateTranscode("c1", null, null)).transcodeId();
        assertProblem(404, "not-found", () -> user("bob", "creator").cancel(id));
        assertThat(user("alice", "creator").cancel(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void usersSeeTheirOwnAndOperatorsAll() {
        createContent("c2", "bob");
        this.jobs.submit(new SubmitJob("transcode", "c2",
                Map.of("sourceKey", "uploads/b", "sourceSha256", "cd".repeat(32)), null), null, "bob");
        assertThat(user("alice", "viewer").list(null, null, null, null).items()).extracting(TranscodeView::contentId)
            .containsExactly("c1");
        var first = user("root", "operator").list("running", null, 1, null);
        assertThat(first.items()).hasSize(1);
        assertThat(user("root", "operator").list("running", null, 1, first.nextCursor()).items()).hasSize(1);
        assertThat(user("root", "operator").list(null, "c2", null, null).items()).extracting(TranscodeView::contentId)
            .containsExactly("c2");
        assertProblem(400, "bad-request", () -> user("alice", "viewer").list("done", null, null, null));
    }

    private TranscodeView create(String user, CreateTranscode request) {
        return user(user, "creator").create(request, null).getBody();
    }

    private TranscodeApi user(String id, String role) {
        return this.clients.transcodes(TestTokens.user(id, role));
    }

}
