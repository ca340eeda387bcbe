/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.feed;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.CreateTranscode;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.TranscodeApi;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;

import static org.assertj.core.api.Assertions.assertThat;

class ContentFeedIT extends VideoScenario {

    private final CreateTranscode request = new CreateTranscode("c1", null, null);

    @Test
    void theMediaOfADeletedContentArePurged() {
        JobView video = planned("c1", Videos.remuxed("p1", 10));
        delete("c1");
        assertThat(purges("c1")).singleElement().satisfies((purge) -> {
            assertThat(purge.owner()).isEqualTo("service:metadata");
            assertThat(purge.priority()).isZero();
            assertThat(purge.state()).isEqualTo(JobState.RUNNING);
        });
        assertThat(job(video.jobId()).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void anEventThatIsDeliveredAgainIsOnePurge() {
        planned("c1", Videos.remuxed("p1", 10));
        metadata.loseAcknowledgements(3);
        delete("c1");
        assertThat(metadata.remainingLostAcknowledgements()).isZero();
        assertThat(purges("c1")).hasSize(1);
    }

    @Test
    void anEventThatCannotBeAppliedDelaysNoOther() {
        metadata.created("nobodys", null);
        metadata.created("c1", "u1");
        until(() -> this.jdbc.sql("SELECT count(*) FROM content_owners WHERE content_id = 'c1'")
            .query(Integer.class)
            .single() == 1);
        assertThat(metadata.allAcknowledged()).isFalse();
    }

    @Test
    void aSecondDeletionIsASecondPurge() {
        delete("c1");
        delete("c1");
        assertThat(purges("c1")).hasSize(2).allMatch((purge) -> purge.state() == JobState.SUCCEEDED);
    }

    @Test
    void aDeletedContentHasNoOwner() {
        createContent("c1", "u1");
        transcode("c1", "a");
        TranscodeApi owner = this.clients.transcodes(TestTokens.user("u1", "creator"));
        owner.create(this.request, null);
        delete("c1");
        assertProblem(404, "not-found", () -> owner.create(this.request, null));
    }

    @Test
    void anUploadMakesItsContentKnownBeforeTheFeed() {
        transcode("c1", "a");
        assertThat(this.clients.transcodes(TestTokens.user("u1", "creator"))
            .create(this.request, null)
            .getStatusCode()
            .value()).isEqualTo(202);
        assertProblem(404, "not-found",
                () -> this.clients.transcodes(TestTokens.user("u2", "creator")).create(this.request, null));
    }

    @Test
    void noRequestAndNoLeaseWaitsForMetadata() {
        createContent("c1", "u1");
        metadata.hang();
        JobView upload = planned("c1", Videos.remuxed("p1", 3));
        completeAll();
        assertThat(job(upload.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        String transcode = this.clients.transcodes(TestTokens.user("u1", "creator"))
            .create(this.request, null)
            .getBody()
            .transcodeId();
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.remuxed("p1", 3)));
        assertThat(job(transcode).state()).isEqualTo(JobState.SUCCEEDED);
        metadata.resume();
    }

    private void delete(String contentId) {
        metadata.deleted(contentId);
        until(metadata::allAcknowledged);
    }

    private List<JobView> purges(String contentId) {
        return this.jobs.list(null, MediaTask.PURGE, contentId, null, null)
            .items()
            .stream()
            .filter((job) -> job.owner().equals("service:metadata"))
            .filter((job) -> job.payload().containsKey("contentId") && !job.payload().containsKey("sourceKey"))
            .toList();
    }

}
