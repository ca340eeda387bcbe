/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.database;

import java.util.concurrent.locks.ReentrantLock;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The service's tables. The service starts without a database; whoever writes first once
 * there is one brings the tables up to date. Safe for threads.
 */
public class DeferredMigration {

    private final Flyway flyway;

    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean ready;

    public DeferredMigration(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Whether the tables have been brought up to date. */
    public boolean isReady() {
        return this.ready;
    }

    /**
     * Brings the tables up to date, unless that has been done.
     * @throws FlywayException when there is no database
     */
    public void prepare() {
        if (this.ready) {
            return;
        }
        this.lock.lock();
        try {
            if (!this.ready) {
                this.flyway.migrate();
                this.ready = true;
            }
        }
        finally {
            this.lock.unlock();
        }
    }

}
