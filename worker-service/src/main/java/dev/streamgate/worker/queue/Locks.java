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
 * Advisory locks for changes of several rows. The order prevents deadlocks: first the
 * submitter, then the job together with its tasks, then the package, then the owner, then
 * rows. All locks are released when the transaction ends.
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
     * Locks a job or task and everything that a change of it may affect, and reads it.
     * @return empty if it does not exist
     */
    public Optional<Job> lockJob(String id) {
        Job unlocked = this.jobs.find(id).orElse(null);
        if (unlocked == null) {
            return Optional.empty();
        }
        String packageKey = unlocked.packageKey();
        if (!unlocked.isTask() || packageKey == null) {
            lock("job " + ((unlocked.parentId() != null) ? unlocked.parentId() : unlocked.id()));
            // A transaction that held the lock may have assigned the package.
            packageKey = this.jobs.find(id).map(Job::packageKey).orElse(null);
        }
        lockPackage(packageKey);
        return this.jobs.lock(id);
    }

    /** Locks a package with its tasks; no effect for {@code null}. */
    public void lockPackage(@Nullable String packageKey) {
        if (packageKey != null) {
            lock("package " + packageKey);
        }
    }

    /** Locks the sum of an owner's work; after all other locks. */
    public void lockOwner(String owner) {
        lock("owner " + owner);
    }

    /** Locks the number of jobs that a user has submitted; before all other locks. */
    public void lockSubmitter(String submitter) {
        lock("submitter " + submitter);
    }

    /**
     * Takes part in the deletion of media until the transaction ends; false while a
     * backup is made, which holds this lock exclusively and waits for leased tasks.
     */
    boolean tryLockPurges() {
        return this.jdbc.sql("SELECT pg_try_advisory_xact_lock_shared(hashtextextended('streamgate purges', 0))")
            .query(Boolean.class)
            .single();
    }

    private void lock(String name) {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))").param(name).query((row) -> {
        });
    }

}
