/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Completion;
import dev.streamgate.contracts.worker.Failure;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.media.blob.BlobNotFoundException;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.runner.TaskStatistics.Result;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskStoppedException;

/** Runs the task of a lease and reports the result to the queue. Thread-safe. */
@Component
class TaskRunner {

    private static final Logger logger = LoggerFactory.getLogger(TaskRunner.class);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** How long an invalid task is reported to an unavailable queue. */
    private static final Duration REPORT_TIME = Duration.ofSeconds(15);

    private final Map<String, Task> tasks;

    private final LeaseApi leases;

    private final RunnerProperties properties;

    private final JsonMapper json;

    private final Clock clock;

    private final TaskStatistics statistics;

    private final TraceContextStore traces;

    TaskRunner(List<Task> tasks, LeaseApi leases, RunnerProperties properties, JsonMapper json, Clock clock,
            TaskStatistics statistics, TraceContextStore traces) {
        this.tasks = tasks.stream().collect(Collectors.toUnmodifiableMap(Task::type, Function.identity()));
        this.leases = leases;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.statistics = statistics;
        this.traces = traces;
    }

    /** The supported task types. */
    List<String> types() {
        return this.tasks.keySet().stream().sorted().toList();
    }

    /**
     * Runs the task of a lease to its end.
     * @param lease the lease
     * @param shutdown stops the task when this process shuts down
     * @param reporter reports the result
     */
    void run(Lease lease, ShutdownSignal shutdown, CompletionReporter reporter) throws InterruptedException {
        long started = System.nanoTime();
        this.statistics.taskStarted();
        TaskEnd end = TaskEnd.of(Result.FAILED);
        // The task's id becomes the request id of its calls, also in other services'
        // logs.
        try (TraceContextStore.ResumedSpan span = this.traces.resume(lease.traceparent(), lease.type(),
                lease.jobId())) {
            span.tag("job", lease.jobId()).tag("attempt", String.valueOf(lease.attempt()));
            logger.info("Started task {} ({}), attempt {}, content {}", lease.jobId(), lease.type(), lease.attempt(),
                    contentOf(lease));
            try {
                end = runTask(lease, shutdown, reporter, started);
            }
            finally {
                Duration duration = since(started);
                this.statistics.taskEnded(lease.type(), end.result(), duration);
                record(lease, end, duration, span);
            }
        }
    }

    private static void record(Lease lease, TaskEnd end, Duration duration, TraceContextStore.ResumedSpan span) {
        String result = end.result().name().toLowerCase(Locale.ROOT);
        String speed = String.format(Locale.ROOT, "%.2f",
                end.encodedSeconds() * 1000 / Math.max(1, duration.toMillis()));
        span.tag("result", result);
        if (end.encodedSeconds() > 0) {
            span.tag("speed", speed);
        }
        if (end.result() == Result.FAILED) {
            span.error("task failed");
        }
        logger.info("Ended task {} ({}): {} after {} ms, speed {}", lease.jobId(), lease.type(), result,
                duration.toMillis(), (end.encodedSeconds() > 0) ? speed : "-");
    }

    /** The content's id if it is valid: payloads are untrusted. */
    private static String contentOf(Lease lease) {
        return (lease.payload().get("contentId") instanceof String id && ID.matcher(id).matches()) ? id : "-";
    }

    private TaskEnd runTask(Lease lease, ShutdownSignal shutdown, CompletionReporter reporter, long started)
            throws InterruptedException {
        Task task = this.tasks.get(lease.type());
        MediaTask mediaTask;
        try {
            mediaTask = this.json.convertValue(lease.payload(), MediaTask.class);
        }
        catch (JacksonException | IllegalArgumentException ex) {
            logger.error("The payload of task {} is invalid", lease.jobId(), ex);
            reporter.report(() -> since(started).compareTo(REPORT_TIME) > 0,
                    () -> fail(lease, "The task's payload is invalid.", false));
            return TaskEnd.of(Result.FAILED);
        }
        LeaseKeeper context = new LeaseKeeper(this.leases, lease, mediaTask, this.properties.heartbeatInterval(),
                new LeaseDeadline(lease, this.clock, System::nanoTime), this.statistics);
        context.start();
        try {
            Outcome outcome;
            try (context; var _ = shutdown.onShutdown(context::shutDown)) {
                outcome = outcome(task, mediaTask, lease, context);
            }
            return report(lease, context, outcome, reporter, started);
        }
        catch (TaskStoppedException ex) {
            if (context.isShutDown()) {
                reporter.report(context::isExpired,
                        () -> fail(lease, "The transcoder was stopped; another one continues the task.", true));
            }
            return TaskEnd.of(Result.STOPPED);
        }
    }

    private TaskEnd report(Lease lease, LeaseKeeper context, Outcome outcome, CompletionReporter reporter, long started)
            throws InterruptedException {
        switch (outcome) {
            case Outcome.Done done -> {
                double seconds = (done.result().get("encodedSeconds") instanceof Double encoded) ? encoded : 0;
                if (seconds > 0) {
                    this.statistics.encoded(seconds, since(started));
                }
                reporter.report(context::isExpired,
                        () -> this.leases.complete(lease.jobId(), new Completion(lease.fencingToken(), done.result())));
                return new TaskEnd(Result.DONE, seconds);
            }
            case Outcome.Failed failed -> {
                reporter.report(context::isExpired, () -> fail(lease, failed.error(), failed.retryable()));
                return TaskEnd.of(Result.FAILED);
            }
        }
    }

    private static Outcome outcome(@Nullable Task task, MediaTask mediaTask, Lease lease, LeaseKeeper context)
            throws TaskStoppedException, InterruptedException {
        if (task == null) {
            return new Outcome.Failed("This transcoder does not support the task's type.", true);
        }
        try {
            context.checkActive();
            return new Outcome.Done(task.run(mediaTask, context));
        }
        catch (TaskStoppedException ex) {
            throw ex;
        }
        catch (UnreadableMediaException ex) {
            logger.info("Task {} ({}): {}", lease.jobId(), lease.type(), ex.getMessage());
            return new Outcome.Failed(String.valueOf(ex.getMessage()), false);
        }
        catch (BlobNotFoundException ex) {
            logger.warn("Task {} ({}): {}", lease.jobId(), lease.type(), ex.getMessage());
            // Retried, since an unmounted volume looks the same.
            return new Outcome.Failed("The source does not exist.", true);
        }
        catch (FfmpegException ex) {
            context.checkActive();
            logger.warn("Task {} ({}) failed: {}", lease.jobId(), lease.type(), ex.summary());
            return new Outcome.Failed("The media could not be decoded or encoded.", ex.isTransient());
        }
        catch (IOException | RuntimeException ex) {
            context.checkActive();
            logger.warn("Task {} ({}) failed", lease.jobId(), lease.type(), ex);
            return new Outcome.Failed("The transcoder failed to perform the task.", true);
        }
    }

    private void fail(Lease lease, String error, boolean retryable) {
        this.leases.fail(lease.jobId(), new Failure(lease.fencingToken(), error, retryable));
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /**
     * The end of a task.
     *
     * @param result its result
     * @param encodedSeconds seconds of encoded video
     */
    private record TaskEnd(Result result, double encodedSeconds) {

        static TaskEnd of(Result result) {
            return new TaskEnd(result, 0);
        }

    }

    /** The outcome of a task that was not stopped. */
    private sealed interface Outcome {

        record Done(Map<String, Object> result) implements Outcome {
        }

        record Failed(String error, boolean retryable) implements Outcome {
        }

    }

}
