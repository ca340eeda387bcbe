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
import dev.streamgate.transcoder.runner.LeaseKeeper.Stretch;
import dev.streamgate.transcoder.runner.TaskStatistics.Result;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext.Interest;
import dev.streamgate.transcoder.task.TaskStoppedException;

/** Runs the task of one lease and tells the queue how it ended. */
@Component
class TaskRunner {

    private static final Logger logger = LoggerFactory.getLogger(TaskRunner.class);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

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

    /** The types of tasks that are done here. */
    List<String> types() {
        return this.tasks.keySet().stream().sorted().toList();
    }

    /**
     * Runs a lease to its end.
     * @param lease the lease
     * @param abandonment runs what it is given when this process is to stop
     * @param reports tells the queue, as long as it makes sense
     */
    void run(Lease lease, ShutdownSignal abandonment, CompletionReporter reports) throws InterruptedException {
        long started = System.nanoTime();
        this.statistics.begun();
        Ended ended = Ended.with(Result.FAILED);
        // Metadata's lines about the task have its id too: it goes along as the
        // request's.
        try (TraceContextStore.ResumedSpan work = this.traces.resume(lease.traceparent(), lease.type(),
                lease.jobId())) {
            work.tag("job", lease.jobId()).tag("attempt", String.valueOf(lease.attempt()));
            logger.info("Began task {} ({}), attempt {}, content {}", lease.jobId(), lease.type(), lease.attempt(),
                    contentOf(lease));
            try {
                ended = runTask(lease, abandonment, reports, started);
            }
            finally {
                Duration took = since(started);
                this.statistics.ended(lease.type(), ended.result(), took);
                tell(lease, ended, took, work);
            }
        }
    }

    private static void tell(Lease lease, Ended ended, Duration took, TraceContextStore.ResumedSpan work) {
        String result = ended.result().name().toLowerCase(Locale.ROOT);
        String speed = String.format(Locale.ROOT, "%.2f", ended.seconds() * 1000 / Math.max(1, took.toMillis()));
        work.tag("result", result);
        if (ended.seconds() > 0) {
            work.tag("speed", speed);
        }
        if (ended.result() == Result.FAILED) {
            work.failed("task failed");
        }
        logger.info("Ended task {} ({}): {} after {} ms, speed {}", lease.jobId(), lease.type(), result,
                took.toMillis(), (ended.seconds() > 0) ? speed : "-");
    }

    /** Its id where it is one: payloads of jobs are written by others. */
    private static String contentOf(Lease lease) {
        return (lease.payload().get("contentId") instanceof String id && ID.matcher(id).matches()) ? id : "-";
    }

    private Ended runTask(Lease lease, ShutdownSignal abandonment, CompletionReporter reports, long started)
            throws InterruptedException {
        Task task = this.tasks.get(lease.type());
        MediaTask mediaTask;
        try {
            mediaTask = this.json.convertValue(lease.payload(), MediaTask.class);
        }
        catch (JacksonException | IllegalArgumentException ex) {
            logger.error("Task {} has a payload that cannot be read", lease.jobId(), ex);
            reports.send(lease.expiresAt(), () -> fail(lease, "The task cannot be read.", false));
            return Ended.with(Result.FAILED);
        }
        LeaseKeeper control = new LeaseKeeper(this.leases, lease,
                new Stretch(mediaTask.fromSegment(), mediaTask.toSegment()), this.properties.heartbeat(), this.clock,
                this.statistics);
        control.start();
        try {
            Outcome outcome;
            try (control; var _ = abandonment.onAbandon(control::abandon)) {
                outcome = outcome(task, mediaTask, lease, control);
            }
            return report(lease, control, outcome, reports, started);
        }
        catch (TaskStoppedException ex) {
            if (control.abandoned()) {
                reports.send(control.expiresAt(),
                        () -> fail(lease, "The transcoder was stopped; the work goes on elsewhere.", true));
            }
            return Ended.with(Result.STOPPED);
        }
    }

    private Ended report(Lease lease, LeaseKeeper control, Outcome outcome, CompletionReporter reports, long started)
            throws InterruptedException {
        switch (outcome) {
            case Outcome.Done done -> {
                double seconds = (done.result().get("encodedSeconds") instanceof Double encoded) ? encoded : 0;
                if (seconds > 0) {
                    this.statistics.encoded(seconds, since(started));
                }
                reports.send(control.expiresAt(),
                        () -> this.leases.complete(lease.jobId(), new Completion(lease.fencingToken(), done.result())));
                return new Ended(Result.DONE, seconds);
            }
            case Outcome.Failed failed -> {
                reports.send(control.expiresAt(), () -> fail(lease, failed.sentence(), failed.retryable()));
                return Ended.with(Result.FAILED);
            }
        }
    }

    private static Outcome outcome(@Nullable Task task, MediaTask mediaTask, Lease lease, LeaseKeeper control)
            throws TaskStoppedException, InterruptedException {
        if (task == null) {
            return new Outcome.Failed("This transcoder does not know such tasks.", true);
        }
        try {
            return new Outcome.Done(task.run(mediaTask, control));
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
            return new Outcome.Failed("The source is not there any more.", false);
        }
        catch (IOException | RuntimeException ex) {
            control.check();
            logger.warn("Task {} ({}) failed", lease.jobId(), lease.type(), ex);
            return new Outcome.Failed((ex instanceof FfmpegException) ? "The media could not be decoded or encoded."
                    : "The transcoder failed at this task.", true);
        }
    }

    private void fail(Lease lease, String sentence, boolean retryable) {
        this.leases.fail(lease.jobId(), new Failure(lease.fencingToken(), sentence, retryable));
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /**
     * How a task ended.
     *
     * @param seconds of video that were encoded
     */
    private record Ended(Result result, double seconds) {

        static Ended with(Result result) {
            return new Ended(result, 0);
        }

    }

    /** How a task ended that was not stopped. */
    private sealed interface Outcome {

        record Done(Map<String, Object> result) implements Outcome {
        }

        record Failed(String sentence, boolean retryable) implements Outcome {
        }

    }

    /** The wish of this process to end. */
    @FunctionalInterface
    interface ShutdownSignal {

        /**
         * Runs an action as soon as the process is to stop; closing ends the interest.
         */
        Interest onAbandon(Runnable action);

    }

}
