/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.ChangeSchedule;
import dev.streamgate.contracts.worker.CreateSchedule;
import dev.streamgate.contracts.worker.ScheduleApi;
import dev.streamgate.contracts.worker.ScheduleView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.page.PageLimit;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.worker.job.JobTypes;
import dev.streamgate.worker.job.Submitter;

/** {@code /api/v1/jobs/schedules}, for operators. */
@RestController
@RateLimited("worker")
@PreAuthorize("hasRole('OPERATOR')")
class ScheduleController implements ScheduleApi {

    private static final int DEFAULT_PRIORITY = 5;

    private static final String LIST = "schedules";

    private final ScheduleStore store;

    private final JobTypes types;

    private final Clock clock;

    ScheduleController(ScheduleStore store, JobTypes types, Clock clock) {
        this.store = store;
        this.types = types;
        this.clock = clock;
    }

    @Override
    @Audited("schedule.create")
    public ResponseEntity<ScheduleView> create(CreateSchedule request) {
        Instant now = now();
        ScheduleView view = save(
                new Schedule(UUID.randomUUID().toString().replace("-", ""), request.type(), request.cron(),
                        Objects.requireNonNullElse(request.timeZone(), "UTC"), !Boolean.FALSE.equals(request.enabled()),
                        request.contentId(), Objects.requireNonNullElse(request.payload(), Map.of()),
                        Objects.requireNonNullElse(request.priority(), DEFAULT_PRIORITY), Caller.required().id(), null,
                        null, null, null, now, now));
        return ResponseEntity.created(URI.create("/api/v1/jobs/schedules/" + view.scheduleId())).body(view);
    }

    @Override
    public Page<ScheduleView> list(@Nullable Integer limit, @Nullable String cursor) {
        int size = PageLimit.of(limit);
        List<Schedule> found = this.store.list(KeysetCursor.decode(cursor, LIST, 2), size + 1);
        List<Schedule> items = found.subList(0, Math.min(size, found.size()));
        return new Page<>(items.stream().map(Schedule::toView).toList(), (found.size() > size)
                ? KeysetCursor.encode(LIST, items.getLast().createdAt(), items.getLast().id()) : null);
    }

    @Override
    public ScheduleView get(String scheduleId) {
        return this.store.find(scheduleId).orElseThrow(ScheduleController::notFound).toView();
    }

    /** Changes the given fields; the next time is computed from now on. */
    @Override
    @Transactional
    @Audited("schedule.change")
    public ScheduleView change(String scheduleId, ChangeSchedule change) {
        Schedule old = this.store.lock(scheduleId).orElseThrow(ScheduleController::notFound);
        return save(new Schedule(scheduleId, Objects.requireNonNullElse(change.type(), old.type()),
                Objects.requireNonNullElse(change.cron(), old.cron()),
                Objects.requireNonNullElse(change.timeZone(), old.timeZone()),
                Objects.requireNonNullElse(change.enabled(), old.enabled()), old.contentId(),
                Objects.requireNonNullElse(change.payload(), old.payload()),
                Objects.requireNonNullElse(change.priority(), old.priority()), old.createdBy(), null, old.lastRunAt(),
                old.lastJobId(), old.lastError(), old.createdAt(), now()));
    }

    @Override
    @Audited("schedule.remove")
    public ResponseEntity<Void> remove(String scheduleId) {
        if (!this.store.delete(scheduleId)) {
            throw notFound();
        }
        return ResponseEntity.noContent().build();
    }

    /** Validates a schedule and stores it with its next time. */
    private ScheduleView save(Schedule schedule) {
        this.types.requireValid(schedule.type(), schedule.payload(), Submitter.of((String) null));
        // Also while the schedule is disabled, so that enabling it cannot fail.
        CronTimes.parse(schedule.cron(), schedule.timeZone());
        Instant next = schedule.nextAfter(schedule.updatedAt());
        if (schedule.enabled() && next == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "cron never matches a date.");
        }
        Schedule complete = schedule.withNextRunAt(next);
        this.store.save(complete);
        return complete.toView();
    }

    /** In the precision of the columns, so that a view equals the stored schedule. */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Schedule not found.");
    }

}
