/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.worker.job.Submissions;
import dev.streamgate.worker.job.Submitter;

/**
 * Makes the jobs of schedules that are due. The job, and the schedule's next moment, are
 * one transaction under the schedule's row lock: however many instances look, a moment
 * fires once. After a time without any instance one job is made, not one for each moment
 * missed.
 */
@Component
class ScheduleTrigger {

    private static final Logger log = LoggerFactory.getLogger(ScheduleTrigger.class);

    private final ScheduleStore store;

    private final Submissions submissions;

    private final TransactionTemplate transaction;

    private final Clock clock;

    ScheduleTrigger(ScheduleStore store, Submissions submissions, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.submissions = submissions;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Fires everything that is due.
     * @return how many schedules have fired
     */
    @Scheduled(fixedDelayString = "${streamgate.worker.queue.round:1s}")
    int fireDue() {
        int fired = 0;
        while (Boolean.TRUE.equals(this.transaction.execute((status) -> fireNext()))) {
            fired++;
        }
        return fired;
    }

    private boolean fireNext() {
        Instant now = this.clock.instant();
        Schedule schedule = this.store.lockDue(now).orElse(null);
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
            log.warn("Schedule {} could not make its {} job: {}", schedule.id(), schedule.type(), ex.getMessage());
        }
        this.store.fired(schedule.id(), now, jobId, schedule.nextAfter(now));
        return true;
    }

}
