/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.job.Submitter;

/**
 * Submits the jobs of schedules that are due. The job and the schedule's next time are
 * written in one transaction under the lock of the schedule's row, so that each time
 * fires once, regardless of the number of instances. After a downtime one job is
 * submitted, not one for each missed time.
 */
@Component
class ScheduleTrigger {

    private static final Logger log = LoggerFactory.getLogger(ScheduleTrigger.class);

    private static final int BATCH_SIZE = 1000;

    private final ScheduleStore store;

    private final JobSubmissions submissions;

    private final TransactionTemplate transaction;

    private final Clock clock;

    ScheduleTrigger(ScheduleStore store, JobSubmissions submissions, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.submissions = submissions;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Fires all schedules that are due.
     * @return how many schedules have fired
     */
    @Scheduled(fixedDelayString = "${streamgate.worker.queue.check-interval:1s}")
    int fireDue() {
        int fired = 0;
        for (String id : this.store.due(this.clock.instant(), BATCH_SIZE)) {
            try {
                fired += Boolean.TRUE.equals(this.transaction.execute((status) -> fire(id))) ? 1 : 0;
            }
            catch (RuntimeException ex) {
                // One failure must not delay the other schedules.
                log.warn("Schedule {} could not be fired; it will be attempted again", id, ex);
            }
        }
        return fired;
    }

    private boolean fire(String id) {
        Instant now = this.clock.instant();
        Schedule schedule = this.store.lockDue(id, now).orElse(null);
        if (schedule == null) {
            return false;
        }
        Instant due = Objects.requireNonNull(schedule.nextRunAt());
        String jobId = schedule.lastJobId();
        try {
            SubmitJob request = new SubmitJob(schedule.type(), schedule.contentId(), schedule.payload(),
                    schedule.priority());
            jobId = this.submissions
                .submit(request, "schedule:" + schedule.id() + ":" + due, Submitter.operator(schedule.createdBy()))
                .id();
        }
        catch (ProblemException ex) {
            log.warn("Schedule {} could not submit its {} job: {}", schedule.id(), schedule.type(), ex.getMessage());
        }
        this.store.fired(schedule.id(), now, jobId, next(schedule, now));
        return true;
    }

    /**
     * A schedule that was stored by an earlier version may have an invalid expression.
     */
    private static @Nullable Instant next(Schedule schedule, Instant now) {
        try {
            return schedule.nextAfter(now);
        }
        catch (ProblemException ex) {
            log.error("Schedule {} stops firing, its cron expression '{}' is invalid: {}", schedule.id(),
                    schedule.cron(), ex.getMessage());
            return null;
        }
    }

}
