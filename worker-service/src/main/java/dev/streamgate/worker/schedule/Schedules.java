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

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.ChangeSchedule;
import dev.streamgate.contracts.worker.CreateSchedule;
import dev.streamgate.contracts.worker.ScheduleView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.job.JobCursor;
import dev.streamgate.worker.job.JobTypes;

/** The schedules that operators keep. */
@Component
class Schedules {

    private static final int USUAL_PRIORITY = 5;

    private final ScheduleStore store;

    private final JobTypes types;

    private final Clock clock;

    Schedules(ScheduleStore store, JobTypes types, Clock clock) {
        this.store = store;
        this.types = types;
        this.clock = clock;
    }

    ScheduleView create(CreateSchedule asked, String by) {
        Instant now = now();
        Schedule schedule = new Schedule(UUID.randomUUID().toString().replace("-", ""), asked.type(), asked.cron(),
                Objects.requireNonNullElse(asked.timeZone(), "UTC"), !Boolean.FALSE.equals(asked.enabled()),
                asked.contentId(), Objects.requireNonNullElse(asked.payload(), Map.of()),
                Objects.requireNonNullElse(asked.priority(), USUAL_PRIORITY), by, null, null, null, now, now);
        Schedule timed = timed(schedule, now);
        this.store.insert(timed);
        return timed.toView();
    }

    /** Changes what is given; the next moment is counted from now. */
    @Transactional
    ScheduleView change(String id, ChangeSchedule change) {
        Schedule old = this.store.lock(id).orElseThrow(Schedules::unknown);
        Instant now = now();
        Schedule schedule = new Schedule(id, Objects.requireNonNullElse(change.type(), old.type()),
                Objects.requireNonNullElse(change.cron(), old.cron()),
                Objects.requireNonNullElse(change.timeZone(), old.timeZone()),
                Objects.requireNonNullElse(change.enabled(), old.enabled()), old.contentId(),
                Objects.requireNonNullElse(change.payload(), old.payload()),
                Objects.requireNonNullElse(change.priority(), old.priority()), old.createdBy(), null, old.lastRunAt(),
                old.lastJobId(), old.createdAt(), now);
        Schedule timed = timed(schedule, now);
        this.store.update(timed);
        return timed.toView();
    }

    ScheduleView get(String id) {
        return this.store.find(id).orElseThrow(Schedules::unknown).toView();
    }

    void remove(String id) {
        if (!this.store.delete(id)) {
            throw unknown();
        }
    }

    Page<ScheduleView> page(@Nullable Integer limit, @Nullable String cursor) {
        int size = JobCursor.limit(limit);
        List<Schedule> found = this.store.page(JobCursor.parse(cursor), size + 1);
        List<Schedule> items = found.subList(0, Math.min(size, found.size()));
        return new Page<>(items.stream().map(Schedule::toView).toList(), (found.size() > size)
                ? new JobCursor(items.getLast().createdAt(), items.getLast().id()).encode() : null);
    }

    private Schedule timed(Schedule schedule, Instant now) {
        this.types.check(schedule.type(), schedule.payload());
        // Checked also while it is switched off, so that switching on cannot fail.
        CronTimes.parse(schedule.cron(), schedule.timeZone());
        Instant next = schedule.nextAfter(now);
        if (schedule.enabled() && next == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "cron names a moment that never comes.");
        }
        return schedule.next(next);
    }

    private Instant now() {
        // As exact as the column, so that a view is the same before and after storing.
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such schedule.");
    }

}
