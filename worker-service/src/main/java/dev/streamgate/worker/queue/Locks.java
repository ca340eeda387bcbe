/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What keeps changes that touch several rows apart. The order is always the same, so that
 * nobody waits in a circle: the job with its tasks, then the package, then rows. All
 * locks end with the transaction.
 */
@Component
public class Locks {

    private final JdbcClient jdbc;

    private final JobStore jobs;

    Locks(JdbcClient jdbc, JobStore jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /**
     * Locks a job together with everything that a change of it can touch, and reads it.
     * @return empty when there is no such job
     */
    public Optional<Job> job(String id) {
        Job seen = this.jobs.find(id).orElse(null);
        if (seen == null) {
            return Optional.empty();
        }
        String packageKey = seen.packageKey();
        if (!seen.isTask() || packageKey == null) {
            String root = (seen.parentId() != null) ? seen.parentId() : seen.id();
            lock("job " + root);
            // Planned by another transaction while this one waited for the lock?
            packageKey = this.jobs.find(id).map(Job::packageKey).orElse(null);
        }
        mediaPackage(packageKey);
        return this.jobs.lock(id);
    }

    /** Locks the tasks of a package; nothing for {@code null}. */
    public void mediaPackage(@Nullable String packageKey) {
        if (packageKey != null) {
            lock("package " + packageKey);
        }
    }

    private void lock(String name) {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))").param("name", name).query((row) -> {
        });
    }

}
