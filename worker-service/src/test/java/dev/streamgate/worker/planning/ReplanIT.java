/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.contracts.worker.ReplacedPackageApi;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A source is planned again since samples of a copied track do not decode. */
class ReplanIT extends VideoScenario {

    private JobView job;

    @Test
    void theJobEndsWithTheSecondPackage() {
        replanned();
        complete(next(), Map.of("presentation", Videos.encoded("p2", 30)));
        completeAll();
        assertThat(job(this.job.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job(this.job.jobId()).result()).containsEntry("packageKey", "p2");
    }

    @Test
    void theFirstPlanCompletedAgainChangesNothing() {
        this.job = transcode("c1", "c1");
        Lease first = next();
        complete(first, Map.of("presentation", Videos.remuxed("p1", 30)));
        complete(lease(MediaTask.REMUX).orElseThrow(), Map.of(MediaTask.REPLAN, true));
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.encoded("p2", 30)));
        complete(first, Map.of("presentation", Videos.remuxed("p1", 30)));
        assertThat(this.jdbc.sql("SELECT package_key FROM contents").query(String.class).single()).isEqualTo("p2");
        completeAll();
        assertThat(job(this.job.jobId()).result()).containsEntry("packageKey", "p2");
    }

    @Test
    void whatDecodesIsStillCopiedButNothingIsEncodedForTheReplacedPackage() {
        replanned();
        assertThat(next().type()).isEqualTo(MediaTask.PLAN);
        List<String> copies = new ArrayList<>();
        for (Optional<Lease> lease = lease(EVERY_TYPE); lease.isPresent(); lease = lease(EVERY_TYPE)) {
            copies.add(describe(lease.get()));
            complete(lease.get());
        }
        assertThat(copies).containsExactlyInAnyOrder("media.audio [audio] 2-30", "media.remux [source] 16-30",
                "media.remux [source] 6-7");
        assertThat(request("p1", "source", 20)).isEqualTo(State.PUBLISHED);
    }

    @Test
    void aPlayerOfTheReplacedPackageGetsAllButWhatDoesNotDecode() {
        replanned();
        complete(next(), Map.of("presentation", Videos.encoded("p2", 30)));
        completeAll();
        assertThat(request("p1", "source", 8)).isEqualTo(State.PENDING);
        Lease damaged = next();
        assertThat(describe(damaged)).startsWith("media.remux [source] 8-").endsWith(" urgent");
        complete(damaged, Map.of(MediaTask.REPLAN, true));
        Lease single = next();
        assertThat(describe(single)).isEqualTo("media.remux [source] 8-9 urgent");
        complete(single, Map.of(MediaTask.REPLAN, true));
        assertThat(request("p1", "source", 8)).isEqualTo(State.GONE);
        assertThat(request("p1", "source", 9)).isEqualTo(State.PENDING);
        Lease after = next();
        assertThat(describe(after)).startsWith("media.remux [source] 9-").endsWith(" urgent");
        complete(after);
        assertThat(request("p1", "source", 9)).isEqualTo(State.PUBLISHED);
        assertThat(request("p1", "720p", 8)).isEqualTo(State.PENDING);
        assertThat(describe(next())).isEqualTo("media.encode [720p] 8-9 urgent");
        assertThat(job(this.job.jobId()).result()).as("the second package is not affected")
            .containsEntry("packageKey", "p2");
    }

    @Test
    void thePackageIsFoundByItsVersionUntilItIsPurged() {
        replanned();
        assertNotReplaced("p1");
        complete(next(), Map.of("presentation", Videos.encoded("p2", 30)));
        assertThat(replaced().find("c1", "p1").packageKey()).isEqualTo("p1");
        assertNotReplaced("p2");
        metadata.forget("c1");
        this.jobs.submit(new SubmitJob("media.purge", null, Map.of("contentId", "c1"), null), "purge:c1", null);
        assertNotReplaced("p1");
    }

    @Test
    void aPackageOfAnotherSourceIsNotServedOn() {
        planned("c1", Videos.remuxed("p1", 3));
        completeAll();
        transcode("c1", "b");
        complete(next(), Map.of("presentation", Videos.of("uploads/b", Videos.encoded("p2", 3))));
        assertNotReplaced("p1");
    }

    /**
     * The second remux task, of segments 2 to 15, has published up to segment 5 when
     * samples do not decode.
     */
    private void replanned() {
        this.job = planned("c1", Videos.remuxed("p1", 30));
        complete(lease(MediaTask.REMUX).orElseThrow());
        Lease copy = lease(MediaTask.REMUX).orElseThrow();
        heartbeat(copy, 6);
        complete(lease(MediaTask.AUDIO).orElseThrow());
        complete(copy, Map.of(MediaTask.REPLAN, true));
        assertThat(job(this.job.jobId()).state()).isEqualTo(JobState.RUNNING);
    }

    private ReplacedPackageApi replaced() {
        return this.clients.replacedPackages(TestTokens.service("streaming"));
    }

    private void assertNotReplaced(String version) {
        assertThatExceptionOfType(HttpClientErrorException.NotFound.class)
            .isThrownBy(() -> replaced().find("c1", version));
    }

}
