/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.security.UserAuthorities;
import dev.streamgate.suite.security.UserAuthority;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.job.Submitter;

/**
 * Submits the jobs of schedules that are due, with the rights that their owners have now.
 * The job and the schedule's next time are written in one transaction under the lock of
 * the schedule's row, so that each time fires once, regardless of the number of
 * instances. After a downtime one job is submitted, not one for each missed time. While
 * auth-service does not answer, schedules stay due.
 */
@Component
class ScheduleTrigger {

    private static final Logger log = LoggerFactory.getLogger(ScheduleTrigger.class);

    private static final int BATCH_SIZE = 1000;

    private final ScheduleStore store;

    private final JobSubmissions submissions;

    private final UserAuthorities authorities;

    private final TransactionTemplate transaction;

    private final Clock clock;

    private volatile boolean waiting;

    ScheduleTrigger(ScheduleStore store, JobSubmissions submissions, UserAuthorities authorities,
            TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.submissions = submissions;
        this.authorities = authorities;
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
                fired += this.store.find(id).filter(this::fire).isPresent() ? 1 : 0;
                this.waiting = false;
            }
            catch (RestClientException ex) {
                if (!this.waiting) {
                    this.waiting = true;
                    log.warn("Schedules wait until auth-service answers for the rights of their owners: {}",
                            ex.getMessage());
                }
                return fired;
            }
            catch (RuntimeException ex) {
                // One failure must not delay the other schedules.
                log.warn("Schedule {} could not be fired; it will be attempted again", id, ex);
            }
        }
        return fired;
    }

    private boolean fire(Schedule schedule) {
        Attempt attempt = prepare(schedule);
        return Boolean.TRUE.equals(this.transaction.execute((status) -> fire(schedule, attempt)));
    }

    private Attempt prepare(Schedule schedule) {
        UserAuthority owner = this.authorities.find(schedule.createdBy()).orElse(null);
        if (owner == null || !owner.active()) {
            return new Attempt(null, (owner == null) ? "The account of the schedule's owner was deleted."
                    : "The account of the schedule's owner is disabled.");
        }
        SubmitJob request = new SubmitJob(schedule.type(), schedule.contentId(), schedule.payload(),
                schedule.priority());
        try {
            return new Attempt(this.submissions.prepare(request,
                    "schedule:" + schedule.id() + ":" + schedule.nextRunAt(), Submitter.of(owner)), null);
        }
        catch (ProblemException ex) {
            return new Attempt(null, ex.getBody().getDetail());
        }
    }

    private boolean fire(Schedule schedule, Attempt attempt) {
        Instant now = this.clock.instant();
        if (this.store.lockDue(schedule.id(), now).filter(schedule::equals).isEmpty()) {
            // Another instance has fired it, or it was changed.
            return false;
        }
        String jobId = schedule.lastJobId();
        if (attempt.submission() != null) {
            jobId = this.submissions.submit(attempt.submission()).id();
        }
        else {
            log.warn("Schedule {} submitted no {} job: {}", schedule.id(), schedule.type(), attempt.error());
        }
        this.store.fired(schedule.id(), now, jobId, attempt.error(), next(schedule, now));
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

    /**
     * What a schedule submits.
     *
     * @param submission the job; {@code null} if it may not be submitted
     * @param error why not
     */
    private record Attempt(JobSubmissions.@Nullable Submission submission, @Nullable String error) {
    }

}
