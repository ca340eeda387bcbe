/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.stereotype.Component;

/**
 * Migrates the schema when the database is first available. Callers that write attempt it
 * before they write. Thread-safe.
 */
@Component
public class DeferredMigration {

    private final Flyway flyway;

    private volatile boolean complete;

    public DeferredMigration(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Whether this process has migrated the schema. */
    public boolean isComplete() {
        return this.complete;
    }

    /**
     * Migrates the schema, unless this process has done so.
     * @throws FlywayException if the database is unavailable
     */
    public void migrate() {
        if (!this.complete) {
            migrateOnce();
        }
    }

    private synchronized void migrateOnce() {
        if (!this.complete) {
            this.flyway.migrate();
            this.complete = true;
        }
    }

}
