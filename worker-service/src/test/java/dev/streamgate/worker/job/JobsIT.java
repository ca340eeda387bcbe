/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.Usage;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.WorkerScenario;

import static org.assertj.core.api.Assertions.assertThat;

class JobsIT extends WorkerScenario implements HandlerRules {

    @Test
    void aUserSeesOwnJobsOnlyAndAnOperatorAll() {
        String own = submit("sample.work", Map.of()).jobId();
        String other = this.jobs.submit(new SubmitJob("sample.work", null, null, null), null, "u2").getBody().jobId();
        JobApi user = user("u1", "creator");
        assertThat(user.get(own).owner()).isEqualTo("u1");
        assertProblem(404, "not-found", () -> user.get(other));
        assertProblem(404, "not-found", () -> user.cancel(other));
        assertProblem(404, "not-found", () -> user.get("0".repeat(32)));
        assertThat(user.list(null, null, null, null, null).items()).extracting(JobView::jobId).containsExactly(own);
        assertThat(user("op", "operator").list(null, null, null, null, null).items()).hasSize(2);
        assertThat(this.jobs.list(null, null, null, null, null, "u2").items()).extracting(JobView::jobId)
            .containsExactly(other);
        assertProblem(404, "not-found", () -> this.jobs.get(own, "u2"));
    }

    @Test
    void aUserCannotActForAnother() {
        createContent("c1", "u2");
        JobApi user = user("u1", "creator");
        assertProblem(404, "not-found",
                () -> user.submit(new SubmitJob("transcode", "c1", Map.of(), null), null, "u2"));
    }

    @Test
    void aUserTranscodesOwnContentsFromTheirUploadedSource() {
        createContent("c1", "u1");
        JobApi user = user("u1", "creator");
        assertProblem(409, "no-source", () -> user.submit(new SubmitJob("transcode", "c1", null, null), null, null));
        this.jobs.submit(new SubmitJob("transcode", "c1",
                Map.of("sourceKey", "uploads/a", "sourceSha256", "ab".repeat(32)), null), null, "u1");
        JobView again = user
            .submit(new SubmitJob("transcode", "c1",
                    Map.of("profiles", List.of("480p"), "sourceKey", "uploads/of-another"), 7), null, null)
            .getBody();
        assertThat(again.payload()).containsEntry("sourceKey", "uploads/a").containsEntry("profiles", List.of("480p"));
        assertThat(again.priority()).as("the highest of a user").isEqualTo(5);
        assertProblem(404, "not-found",
                () -> user("u2", "creator").submit(new SubmitJob("transcode", "c1", null, null), null, null));
        assertProblem(404, "not-found", () -> user.submit(new SubmitJob("transcode", "c2", null, null), null, null));
        assertThat(
                user("op", "operator").submit(new SubmitJob("transcode", "c1", null, null), null, null).getStatusCode())
            .isEqualTo(HttpStatus.ACCEPTED);
    }

    @Test
    void unknownTypesAndTypesThatUsersMayNotSubmitAreRejected() {
        JobApi user = user("u1", "creator");
        assertProblem(400, "unknown-job-type",
                () -> user.submit(new SubmitJob("no.such", null, null, null), null, null));
        assertProblem(400, "unknown-job-type",
                () -> user.submit(new SubmitJob(MediaTask.ENCODE, null, null, null), null, null));
        assertProblem(403, "forbidden", () -> user.submit(new SubmitJob("sample.work", null, null, null), null, null));
        assertProblem(403, "forbidden",
                () -> user.submit(new SubmitJob(MediaTask.PURGE, "c1", null, null), null, null));
    }

    @Test
    void mediaOfAnExistingContentIsPurgedByNoJob() {
        createContent("c1", "u1");
        SubmitJob purge = new SubmitJob(MediaTask.PURGE, "c1", null, null);
        assertProblem(403, "forbidden", () -> user("op", "operator").submit(purge, null, null));
        assertProblem(403, "forbidden", () -> this.jobs.submit(purge, null, "u1"));
        assertProblem(409, "content-exists", () -> user("root", "admin").submit(purge, null, null));
        assertProblem(409, "content-exists", () -> this.jobs.submit(purge, null, null));
        metadata.forget("c1");
        assertProblem(403, "forbidden", () -> user("op", "operator").submit(purge, null, null));
        assertThat(user("root", "admin").submit(purge, null, null).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
    }

    @Test
    void aContentOfAnotherUserIsNotFoundLikeOneThatDoesNotExist() {
        createContent("c1", "u2");
        JobApi user = user("u1", "creator");
        assertProblem(404, "not-found", () -> user.submit(new SubmitJob("transcode", "c1", null, null), null, null));
        assertProblem(404, "not-found", () -> user.submit(new SubmitJob("transcode", "c9", null, null), null, null));
        assertProblem(404, "not-found",
                () -> this.jobs.submit(new SubmitJob("transcode", "c1", null, null), null, "u1"));
    }

    @Test
    void theUnfinishedJobsThatAUserSubmitsAreBounded() {
        for (String content : List.of("c1", "c2", "c3")) {
            createContent(content, "u1");
            this.jobs.submit(
                    new SubmitJob("transcode", content,
                            Map.of("sourceKey", "uploads/" + content, "sourceSha256", "ab".repeat(32)), null),
                    null, "u1");
        }
        auth.quota("u1", "jobs", 2);
        JobApi user = user("u1", "creator");
        SubmitJob first = new SubmitJob("transcode", "c1", null, null);
        String id = user.submit(first, "a", null).getBody().jobId();
        user.submit(new SubmitJob("transcode", "c2", null, null), "b", null);
        assertProblem(403, "quota-exceeded",
                () -> user.submit(new SubmitJob("transcode", "c3", null, null), "c", null));
        assertThat(user.submit(first, "a", null).getBody().jobId()).as("a repetition").isEqualTo(id);
        assertThat(user.quota().jobs()).isEqualTo(new Usage(2, 2));
        user.cancel(id);
        assertThat(user.submit(new SubmitJob("transcode", "c3", null, null), "c", null).getStatusCode())
            .isEqualTo(HttpStatus.ACCEPTED);
    }

    @Test
    void otherProfilesOfAContentReplaceItsUnfinishedJob() {
        createContent("c1", "u1");
        this.jobs.submit(new SubmitJob("transcode", "c1",
                Map.of("sourceKey", "uploads/a", "sourceSha256", "ab".repeat(32)), null), null, "u1");
        JobApi user = user("u1", "creator");
        String first = user
            .submit(new SubmitJob("transcode", "c1", Map.of("profiles", List.of("480p")), null), null, null)
            .getBody()
            .jobId();
        user.submit(new SubmitJob("transcode", "c1", Map.of("profiles", List.of("720p")), null), null, null);
        assertThat(user.get(first).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void onlyTheServiceThatNeedsItActsForUsers() {
        for (String service : List.of("streaming", "transcoder", "metadata", "nobody")) {
            JobApi other = this.clients.jobs(TestTokens.service(service));
            assertProblem(403, "forbidden",
                    () -> other.submit(new SubmitJob("sample.work", null, null, null), null, "u1"));
            assertProblem(403, "forbidden", () -> other.list(null, null, null, null, null, "u1"));
        }
    }

    @Test
    void invalidRequestsAreProblems() {
        assertProblem(400, "invalid-fields",
                () -> this.jobs.submit(new SubmitJob("sample.work", null, null, 11), null, null));
        assertProblem(413, "body-too-large", () -> this.jobs
            .submit(new SubmitJob("sample.work", null, Map.of("a", "x".repeat(70_000)), null), null, null));
        assertProblem(400, "bad-request",
                () -> this.jobs.submit(new SubmitJob("sample.work", null, Map.of("a", "\0"), null), null, null));
        assertProblem(400, "invalid-fields",
                () -> this.jobs.submit(new SubmitJob("transcode", "c1", Map.of("contentId", "c2"), null), null, null));
        assertProblem(400, "invalid-fields",
                () -> this.jobs.submit(
                        new SubmitJob("transcode", "c1", Map.of("sourceKey", "../x", "sourceSha256", "0"), null), null,
                        null));
        assertProblem(400, "bad-request", () -> this.jobs.list("done", null, null, null, null));
        assertProblem(400, "invalid-page", () -> this.jobs.list(null, null, null, 0, null));
        assertProblem(400, "invalid-page", () -> this.jobs.list(null, null, null, null, "elsewhere"));
        assertProblem(400, "invalid-fields",
                () -> this.leases.acquire(new LeaseRequest("r", List.of("sample.work"), false, 31, null)));
    }

    @Test
    void anIdempotencyKeyOfOneCallerIsOneJob() {
        SubmitJob request = new SubmitJob("sample.work", null, null, null);
        String first = this.jobs.submit(request, "key", "u1").getBody().jobId();
        assertThat(this.jobs.submit(request, "key", "u1").getBody().jobId()).isEqualTo(first);
        assertThat(this.jobs.submit(request, "key", "u2").getBody().jobId()).isNotEqualTo(first);
        assertThat(user("op", "operator").submit(request, "key", null).getBody().jobId()).isNotEqualTo(first);
    }

    @Test
    void aListIsReadPageByPage() {
        for (int n = 0; n < 7; n++) {
            submit("sample.work", Map.of("n", n));
        }
        List<Object> seen = new ArrayList<>();
        Page<JobView> page = this.jobs.list("queued", "sample.work", null, 3, null);
        while (true) {
            page.items().forEach((job) -> seen.add(job.payload().get("n")));
            if (page.nextCursor() == null) {
                break;
            }
            page = this.jobs.list("queued", "sample.work", null, 3, page.nextCursor());
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void leasesAreForServicesAndRetriesForOperators() {
        assertProblem(403, "forbidden", () -> this.clients.leases(TestTokens.user("op", "admin"))
            .acquire(new LeaseRequest("r", List.of("sample.work"), false, 0, null)));
        String id = submit("sample.work", Map.of()).jobId();
        assertProblem(403, "forbidden", () -> user("u1", "creator").retry(id));
    }

    @Test
    void onlyFinalJobsAreCached() {
        String done = submit("sample.work", Map.of()).jobId();
        String failed = submit("sample.work", Map.of()).jobId();
        setState(done, JobState.SUCCEEDED);
        setState(failed, JobState.FAILED);
        JobApi user = user("u1", "creator");
        assertThat(List.of(user.get(done).state(), user.get(failed).state())).containsExactly(JobState.SUCCEEDED,
                JobState.FAILED);
        setState(done, JobState.QUEUED);
        setState(failed, JobState.QUEUED);
        assertThat(List.of(user.get(done).state(), user.get(failed).state())).containsExactly(JobState.SUCCEEDED,
                JobState.QUEUED);
        assertProblem(404, "not-found", () -> user("u2", "creator").get(done));
    }

    private void setState(String id, JobState state) {
        this.jdbc.sql("UPDATE jobs SET state = :state WHERE id = :id")
            .param("state", state.name())
            .param("id", id)
            .update();
    }

    private JobApi user(String id, String role) {
        return this.clients.jobs(TestTokens.user(id, role));
    }

    @Override
    public Map<String, String> writesWithoutAuditEvent() {
        return Map.of("LeaseController.acquire", "Polled by idle runners; the events are job.complete and job.fail.",
                "LeaseController.heartbeat", "Sent every second; as for acquire.", "OnDemandController.request",
                "Changes the order of tasks only; the viewer's event is stream.session.");
    }

}
