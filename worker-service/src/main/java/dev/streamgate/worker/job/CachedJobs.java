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
 * Reads of single jobs. Only jobs that cannot change any more are cached, so that the
 * cache needs no eviction.
 */
@Component
public class CachedJobs {

    private final JobStore jobs;

    CachedJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    /** Finds a job. */
    @Cacheable(cacheNames = "jobs", unless = "#result == null || !#result.isFinal()")
    public Optional<Job> find(String id) {
        return this.jobs.find(id);
    }

}
