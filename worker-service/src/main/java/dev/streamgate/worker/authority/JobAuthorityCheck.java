/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.authority;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.security.UserAuthority;
import dev.streamgate.suite.security.UserAuthorityApi;
import dev.streamgate.worker.cost.CostBounds;
import dev.streamgate.worker.job.JobProperties;
import dev.streamgate.worker.job.Submitter;
import dev.streamgate.worker.queue.JobControl;

/**
 * Compares unfinished jobs with what their owners and submitters may do now: cancels
 * those of disabled users and those that only an operator may submit, and takes an
 * operator's priority and exemption from the others. While auth-service does not answer,
 * jobs go on. All instances may run it at once.
 */
@Component
class JobAuthorityCheck {

    private static final Logger log = LoggerFactory.getLogger(JobAuthorityCheck.class);

    private final UnfinishedJobs jobs;

    private final UserAuthorityApi authorities;

    private final JobControl control;

    private final JobProperties properties;

    private volatile boolean waiting;

    JobAuthorityCheck(UnfinishedJobs jobs, UserAuthorityApi authorities, JobControl control, JobProperties properties) {
        this.jobs = jobs;
        this.authorities = authorities;
        this.control = control;
        this.properties = properties;
    }

    @Scheduled(fixedDelayString = "${streamgate.worker.authority.check-interval:4s}")
    void check() {
        String last = "";
        List<String> users;
        do {
            users = this.jobs.users(last, UserAuthorityApi.MAX_USERS);
            if (users.isEmpty()) {
                return;
            }
            try {
                Map<String, UserAuthority> known = this.authorities.read(users)
                    .stream()
                    .collect(Collectors.toMap(UserAuthority::userId, Function.identity()));
                users.forEach((user) -> apply(user, known.get(user)));
                this.waiting = false;
            }
            catch (RestClientException ex) {
                if (!this.waiting) {
                    this.waiting = true;
                    log.warn("auth-service does not answer for the rights of users with jobs, which go on: {}",
                            ex.getMessage());
                }
                return;
            }
            last = users.getLast();
        }
        while (users.size() == UserAuthorityApi.MAX_USERS);
    }

    private void apply(String user, @Nullable UserAuthority authority) {
        if (authority == null || !authority.active()) {
            cancel(this.jobs.of(user), user, "The account of the job's owner is disabled.");
        }
        else if (!Submitter.of(authority).isTrusted()) {
            cancel(this.jobs.beyond(user, this.properties.userTypes()), user,
                    "The user that submitted the job is no operator any more.");
            this.jobs.limit(user, this.properties.maxUserPriority(), CostBounds.EXEMPT);
        }
    }

    private void cancel(List<String> ids, String user, String reason) {
        for (String id : ids) {
            try {
                this.control.cancel(id, reason);
                log.info("Cancelled job {} of user {}: {}", id, user, reason);
            }
            catch (ProblemException ex) {
                log.debug("Job {} has been deleted", id, ex);
            }
        }
    }

}
