/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.Secrets;
import dev.streamgate.launcher.postgres.DatabaseRole;
import dev.streamgate.launcher.postgres.DatabaseRoles;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * The suite's database: the managed PostgreSQL server or, with {@code STREAMGATE_DB_URL},
 * the user's own database, which the launcher never connects to.
 *
 * @param settings the launcher's settings
 * @param directory the data directory
 * @param postgres the managed server
 */
record SuiteDatabase(Settings settings, DataDirectory directory, ManagedPostgres postgres) {

    static SuiteDatabase of(Settings settings, DataDirectory directory) {
        return new SuiteDatabase(settings, directory, new ManagedPostgres(directory, settings.ports().postgres()));
    }

    boolean isManaged() {
        return this.settings.database().isEmpty();
    }

    /** The JDBC address. */
    String url() {
        return this.settings.database().orElseGet(this.postgres::url);
    }

    /** Whether {@link #start} would start the managed server. */
    boolean isStartNeeded() {
        return isManaged() && this.postgres.running().isEmpty();
    }

    /** Starts and provisions the managed server. Does nothing for the user's database. */
    void start(Terminal terminal) {
        if (isManaged()) {
            if (this.postgres.start()) {
                terminal.line("Started PostgreSQL.");
            }
            this.postgres.provision(roles());
        }
    }

    /** The SQL that creates the services' roles and schemas in the user's database. */
    String sql() {
        return DatabaseRoles.statements(roles())
            .stream()
            .map((statement) -> statement + ";\n")
            .collect(Collectors.joining());
    }

    /**
     * Checks that the database is the managed one.
     * @param program the program to use for the user's database instead
     * @throws LaunchFailure for the user's database
     */
    void requireManaged(String program) {
        if (!isManaged()) {
            throw new LaunchFailure("The suite uses your own database (STREAMGATE_DB_URL). Use " + program
                    + " for the database, then copy " + this.directory.root()
                    + ". See docs/runbooks/backup-and-restore.md");
        }
    }

    private List<DatabaseRole> roles() {
        Secrets secrets = this.directory.secrets();
        return Stream.of(ServiceDefinition.values())
            .filter(ServiceDefinition::hasDatabase)
            .map((service) -> ServiceEnvironment.role(service, secrets))
            .toList();
    }

}
