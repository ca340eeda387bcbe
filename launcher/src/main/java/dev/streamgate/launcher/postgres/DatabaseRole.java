/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

/**
 * What one service has in the database: a login, and a schema of its own.
 *
 * @param schema name of the service and of its schema
 * @param password of the login
 */
public record DatabaseRole(String schema, String password) {

    /** The login's name. */
    public String user() {
        return "streamgate_" + this.schema;
    }

    @Override
    public String toString() {
        return user();
    }

}
