/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Optional;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;

/**
 * Jobs for those who ask how far they are. What stays as it is is kept, so that it need
 * not be told to other replicas; a job that may still change is read each time, since
 * what depends on it must be true now.
 */
@Component
public class JobStatus {

    private final JobStore jobs;

    JobStatus(JobStore jobs) {
        this.jobs = jobs;
    }

    /** Reads a job; empty where there is none. */
    @Cacheable(cacheNames = "jobs", unless = "#result == null || !#result.isFinal()")
    public Optional<Job> find(String id) {
        return this.jobs.find(id);
    }

}
