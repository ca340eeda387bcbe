/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.testing.fault.FaultPlan;
import dev.streamgate.testing.fault.FaultyDataSource;
import dev.streamgate.testing.time.MovableClock;
import dev.streamgate.worker.Videos;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.purge.OrphanPurges;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Transcoders, users and workers around one queue. The workers are the calls: a worker
 * has no state but its database. A transcoder believes that it has a lease until that
 * ends by its own clock; its calls may come late, twice, or after their reply was lost.
 */
class QueueSimulation {

    private static final List<String> TYPES = List.of(MediaTask.PLAN, MediaTask.REMUX, MediaTask.AUDIO,
            MediaTask.ENCODE, MediaTask.IMAGES, MediaTask.PURGE, "sample.work");

    private static final int CONTENTS = 8;

    private static final int SOURCES = 5;

    private final JdbcClient jdbc;

    private final FaultyDataSource database;

    private final MovableClock clock;

    private final Leases leases;

    private final JobSubmissions submissions;

    private final JobControl control;

    private final Housekeeping housekeeping;

    private final OnDemandApi onDemand;

    private final OrphanPurges orphans;

    private final List<SimulatedLease> held = new ArrayList<>();

    private final List<String> jobs = new ArrayList<>();

    /** States that no job leaves. */
    private final Map<String, JobState> ended = new HashMap<>();

    private int keys;

    private long latestToken;

    QueueSimulation(JdbcClient jdbc, FaultyDataSource database, MovableClock clock, Leases leases,
            JobSubmissions submissions, JobControl control, Housekeeping housekeeping, OnDemandApi onDemand,
            OrphanPurges orphans) {
        this.jdbc = jdbc;
        this.database = database;
        this.clock = clock;
        this.leases = leases;
        this.submissions = submissions;
        this.control = control;
        this.housekeeping = housekeeping;
        this.onDemand = onDemand;
        this.orphans = orphans;
    }

    void run(List<SimulationStep> steps) {
        this.database.use(FaultPlan.none());
        this.jdbc.sql("TRUNCATE jobs, contents, content_owners, packages, sources CASCADE").update();
        steps.forEach(this::run);
        this.database.use(FaultPlan.none());
        drain();
        new QueueInvariants(this.jdbc).checkAtRest();
        this.ended.forEach((id, state) -> assertThat(ModelledJob.read(this.jdbc, id).map(ModelledJob::state))
            .as("terminal state of %s", id)
            .isIn(Optional.of(state), Optional.empty()));
    }

    private void run(SimulationStep step) {
        // Distinct times: the ids that would decide otherwise are random.
        this.clock.advance(Duration.ofMillis(1));
        switch (step.kind()) {
            case SUBMIT -> submit(new SubmitJob("sample.work", null, Map.of(), null));
            case SUBMIT_VIDEO -> submitVideo("c" + step.which() % CONTENTS, step.amount() % SOURCES);
            case ACQUIRE -> unreliably(() -> acquire("runner-" + step.which() % 4, step.amount() % 8 == 0));
            case HEARTBEAT -> lease(step).ifPresent((lease) -> heartbeat(lease, step.amount()));
            case COMPLETE -> lease(step).ifPresent((lease) -> complete(lease, step.amount()));
            case FAIL -> lease(step).ifPresent((lease) -> fail(lease, step.amount() % 4 != 0));
            case CANCEL -> job(step).ifPresent(this::cancel);
            case RETRY -> retry(step);
            case EXPIRE -> unreliably(this.housekeeping::expireLeases);
            case WAIT -> this.clock.advance(Duration.ofSeconds((step.amount() % 20 == 0) ? 8_000 : step.amount() % 25));
            case SEEK -> seek(step);
            case DELETE_CONTENT -> deleteContent("c" + step.which() % CONTENTS);
            case PURGE_ORPHANS -> unreliably(this.orphans::run);
            case FAIL_COMMIT -> this.database.use(FaultPlan.failAt(1 + step.amount() % 2));
            case LOSE_REPLY -> this.database.use(FaultPlan.loseReplyOf(1 + step.amount() % 2));
        }
    }

    private void submit(SubmitJob job) {
        String key = "key-" + this.keys++;
        for (int attempt = 0; attempt < 3; attempt++) {
            boolean replied = unreliably(() -> this.jobs
                .add(this.submissions.submit(job.type(), "u1", job.contentId(), job.payload(), null, key).id()));
            if (replied) {
                return;
            }
        }
        throw new AssertionError("A submission fails for ever");
    }

    private void submitVideo(String contentId, int source) {
        submit(new SubmitJob(SubmitJob.TRANSCODE, contentId, Map.of("contentId", contentId, "sourceKey",
                "uploads/" + source, "sourceSha256", "ab".repeat(32), "size", 1000, "fileName", "a.mp4"), null));
    }

    private void deleteContent(String contentId) {
        submit(new SubmitJob(MediaTask.PURGE, contentId, Map.of("contentId", contentId), null));
    }

    private void acquire(String runner, boolean urgent) {
        this.leases.acquire(new LeaseRequest(runner, TYPES, urgent, 0, null)).ifPresent((lease) -> {
            assertThat(lease.fencingToken()).as("fencing tokens grow").isGreaterThan(this.latestToken);
            this.latestToken = lease.fencingToken();
            SimulatedLease now = new SimulatedLease(lease);
            this.held.forEach((other) -> assertThat(now.excludes(other) && other.isValid(this.clock.instant()))
                .as("%s while %s is valid", now, other)
                .isFalse());
            this.held.add(now);
        });
    }

    private void heartbeat(SimulatedLease lease, int amount) {
        Integer next = lease.isSegmented() ? Integer.valueOf(amount % 4) : null;
        double progress = amount / 1_000.0;
        call(lease, (before, after) -> before.isHeartbeat(after, next, progress), () -> {
            LeaseStatus status = this.leases.heartbeat(lease.lease().jobId(),
                    new Heartbeat(lease.lease().fencingToken(), progress, next));
            lease.extend(status);
        });
    }

    private void complete(SimulatedLease lease, int amount) {
        Map<String, Object> result = result(lease.lease(), amount);
        boolean plan = lease.lease().type().equals(MediaTask.PLAN);
        boolean usable = result.containsKey("presentation");
        lease.end();
        call(lease, (before, after) -> plan ? before.isPlanned(after, usable) : before.isCompletion(after),
                () -> this.leases.complete(lease.lease().jobId(), lease.lease().fencingToken(), result));
    }

    private Map<String, Object> result(Lease lease, int amount) {
        if (lease.type().equals(MediaTask.PLAN) && amount % 16 != 0) {
            String source = String.valueOf(lease.payload().get("sourceKey"));
            String key = source.replace('/', '-') + ((amount % 5 == 0) ? "-other" : "");
            return Map.of("presentation", Videos.of(source, Videos.silent(key, 2)));
        }
        return Map.of();
    }

    private void fail(SimulatedLease lease, boolean retryable) {
        lease.end();
        call(lease, (before, after) -> before.isFailure(after, retryable),
                () -> this.leases.fail(lease.lease().jobId(), lease.lease().fencingToken(), "It broke.", retryable));
    }

    /**
     * A call of a transcoder: it changes the row as the model says if it has the lease,
     * and changes nothing else.
     */
    private void call(SimulatedLease lease, BiPredicate<ModelledJob, ModelledJob> effect, Runnable call) {
        String id = lease.lease().jobId();
        ModelledJob before = ModelledJob.read(this.jdbc, id).orElse(null);
        boolean holds = before != null && before.isHeldWith(lease.lease().fencingToken());
        boolean rejected = false;
        boolean replied;
        try {
            replied = unreliably(call);
        }
        catch (ProblemException ex) {
            replied = true;
            rejected = true;
            lease.end();
        }
        ModelledJob after = ModelledJob.read(this.jdbc, id).orElse(null);
        boolean unchanged = (before == null) ? after == null : after != null && before.isSame(after);
        boolean done = holds && after != null && effect.test(before, after);
        assertThat(rejected && holds).as("the holder of %s is rejected", lease).isFalse();
        assertThat((replied && holds) ? done : unchanged || (holds && done))
            .as("%s by a caller that %s it: %s, then %s", lease, holds ? "holds" : "does not hold", before, after)
            .isTrue();
    }

    private void cancel(String id) {
        if (unreliably(() -> this.control.cancel(id))) {
            ModelledJob.read(this.jdbc, id).ifPresent((job) -> remember(id, job.state()));
        }
    }

    private void remember(String id, JobState state) {
        if (state == JobState.SUCCEEDED || state == JobState.CANCELLED) {
            this.ended.put(id, state);
        }
    }

    private void retry(SimulationStep step) {
        List<String> failed = this.jdbc
            .sql("SELECT id FROM jobs WHERE state = 'FAILED' ORDER BY created_at, ordinal, id")
            .query(String.class)
            .list();
        if (!failed.isEmpty()) {
            unreliably(() -> this.control.retry(failed.get(step.which() % failed.size())));
        }
    }

    private void seek(SimulationStep step) {
        String key = "uploads-" + step.which() % SOURCES;
        String rendition = List.of("source", "720p", "480p").get(step.amount() % 3);
        unreliably(() -> this.onDemand.request(new OnDemandRequest(key, rendition, step.amount() % 2, 0)));
    }

    /** Lets healthy transcoders do all that is left. */
    private void drain() {
        for (int round = 0; round < 60; round++) {
            this.clock.advance(Duration.ofMinutes(6));
            this.housekeeping.expireLeases();
            int before = this.held.size();
            this.held.clear();
            acquire("runner-0", false);
            while (!this.held.isEmpty()) {
                SimulatedLease lease = this.held.remove(this.held.size() - 1);
                this.clock.advance(Duration.ofMillis(1));
                complete(lease, 1);
                acquire("runner-0", false);
                before++;
            }
            if (before == 0 && new QueueInvariants(this.jdbc).isIdle()) {
                return;
            }
        }
        new QueueInvariants(this.jdbc).checkAtRest();
    }

    /**
     * Calls a worker whose database may fail.
     * @return whether it replied
     */
    private boolean unreliably(Runnable call) {
        try {
            call.run();
            return true;
        }
        catch (DataAccessException | TransactionException ex) {
            this.database.use(FaultPlan.none());
            return false;
        }
    }

    private Optional<SimulatedLease> lease(SimulationStep step) {
        // Mostly of a recent lease, sometimes of one that ended long ago.
        int window = (step.amount() % 10 == 0) ? this.held.size() : Math.min(6, this.held.size());
        return (window == 0) ? Optional.empty()
                : Optional.of(this.held.get(this.held.size() - 1 - step.which() % window));
    }

    private Optional<String> job(SimulationStep step) {
        return this.jobs.isEmpty() ? Optional.empty() : Optional.of(this.jobs.get(step.which() % this.jobs.size()));
    }

}
