/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

/** The database, available if a connection of the pool is valid. */
record DatabaseDependency(DataSource source, boolean required, Duration timeout) implements Dependency {

    static final String NAME = "db";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void check() throws SQLException {
        try (Connection connection = this.source.getConnection()) {
            if (!connection.isValid((int) Math.max(1, this.timeout.toSeconds()))) {
                throw new SQLException("The connection is invalid");
            }
        }
    }

}
