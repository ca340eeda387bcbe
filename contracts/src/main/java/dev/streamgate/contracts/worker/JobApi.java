package dev.streamgate.contracts.worker;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

import dev.streamgate.contracts.Page;

/**
 * Jobs, as users and other services see them. A user sees and submits their own;
 * operators see all. A service that submits for a user names that user in
 * {@code X-On-Behalf-Of}, which is read from services only.
 */
@HttpExchange("/api/v1/jobs")
public interface JobApi {

    /**
     * Queues a job: 202. The same {@code Idempotency-Key} of the same caller answers the
     * job it made before.
     */
    @PostExchange
    ResponseEntity<JobView> submit(@Valid @RequestBody SubmitJob job,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "X-On-Behalf-Of", required = false) @Nullable String onBehalfOf);

    /** Reads one job. */
    @GetExchange("/{jobId}")
    JobView get(@PathVariable String jobId);

    /** Stops a job and its tasks; a job that has ended is returned as it is. */
    @PostExchange("/{jobId}/cancel")
    JobView cancel(@PathVariable String jobId);

    /** Lists jobs, newest first. */
    @GetExchange
    Page<JobView> list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String contentId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

}
