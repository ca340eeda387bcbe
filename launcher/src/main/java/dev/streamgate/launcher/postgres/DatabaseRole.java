/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

/**
 * A service's role in the database, which owns the service's schema.
 *
 * @param schema the name of the service and of its schema
 * @param password the role's password
 */
public record DatabaseRole(String schema, String password) {

    /** The role's name. */
    public String user() {
        return "streamgate_" + this.schema;
    }

    @Override
    public String toString() {
        return user();
    }

}
