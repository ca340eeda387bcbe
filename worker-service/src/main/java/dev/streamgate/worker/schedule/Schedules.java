/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.ChangeSchedule;
import dev.streamgate.contracts.worker.CreateSchedule;
import dev.streamgate.contracts.worker.ScheduleView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.page.PageLimit;
import dev.streamgate.worker.job.JobTypes;

/** Creates, changes and lists schedules. */
@Component
class Schedules {

    private static final int DEFAULT_PRIORITY = 5;

    private static final String LIST = "schedules";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final ScheduleStore store;

    private final JobTypes types;

    private final Clock clock;

    Schedules(ScheduleStore store, JobTypes types, Clock clock) {
        this.store = store;
        this.types = types;
        this.clock = clock;
    }

    ScheduleView create(CreateSchedule request, String createdBy) {
        Instant now = now();
        Schedule schedule = validated(
                new Schedule(UUID.randomUUID().toString().replace("-", ""), request.type(), request.cron(),
                        Objects.requireNonNullElse(request.timeZone(), "UTC"), !Boolean.FALSE.equals(request.enabled()),
                        request.contentId(), Objects.requireNonNullElse(request.payload(), Map.of()),
                        Objects.requireNonNullElse(request.priority(), DEFAULT_PRIORITY), createdBy, null, null, null,
                        now, now),
                now);
        this.store.insert(schedule);
        return schedule.toView();
    }

    /** Changes the given fields; the next time is computed from now on. */
    @Transactional
    ScheduleView change(String id, ChangeSchedule change) {
        Schedule old = this.store.lock(id).orElseThrow(Schedules::notFound);
        Instant now = now();
        Schedule schedule = validated(new Schedule(id, Objects.requireNonNullElse(change.type(), old.type()),
                Objects.requireNonNullElse(change.cron(), old.cron()),
                Objects.requireNonNullElse(change.timeZone(), old.timeZone()),
                Objects.requireNonNullElse(change.enabled(), old.enabled()), old.contentId(),
                Objects.requireNonNullElse(change.payload(), old.payload()),
                Objects.requireNonNullElse(change.priority(), old.priority()), old.createdBy(), null, old.lastRunAt(),
                old.lastJobId(), old.createdAt(), now), now);
        this.store.update(schedule);
        return schedule.toView();
    }

    ScheduleView get(String id) {
        return this.store.find(id).orElseThrow(Schedules::notFound).toView();
    }

    void remove(String id) {
        if (!this.store.delete(id)) {
            throw notFound();
        }
    }

    Page<ScheduleView> page(@Nullable Integer limit, @Nullable String cursor) {
        int size = PageLimit.of(limit);
        KeysetCursor position = KeysetCursor.decode(cursor, LIST, 2);
        List<Schedule> found = (position != null)
                ? this.store.listAfter(position.instant(0), position.id(1, ID), size + 1) : this.store.list(size + 1);
        List<Schedule> items = found.subList(0, Math.min(size, found.size()));
        return new Page<>(items.stream().map(Schedule::toView).toList(), (found.size() > size)
                ? KeysetCursor.encode(LIST, items.getLast().createdAt(), items.getLast().id()) : null);
    }

    private Schedule validated(Schedule schedule, Instant now) {
        this.types.requireValid(schedule.type(), schedule.payload());
        // Also while the schedule is disabled, so that enabling it cannot fail.
        CronTimes.parse(schedule.cron(), schedule.timeZone());
        Instant next = schedule.nextAfter(now);
        if (schedule.enabled() && next == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "cron never matches a date.");
        }
        return schedule.withNextRunAt(next);
    }

    /** In the precision of the columns, so that a view equals the stored schedule. */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Schedule not found.");
    }

}
