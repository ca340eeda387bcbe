/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.Secrets;
import dev.streamgate.launcher.observe.Observers;
import dev.streamgate.launcher.postgres.DatabaseRole;

/**
 * The environment of each service: what the user set, where the others are, and of the
 * secrets only its own.
 */
final class ServiceEnvironment {

    /** Variables that would let one service know what is another's. */
    private static final Set<String> WITHHELD = Set.of("STREAMGATE_DB_USER", "STREAMGATE_DB_PASSWORD",
            "STREAMGATE_SERVICE_SECRET", "STREAMGATE_KEY_ENCRYPTION_KEY", "STREAMGATE_SESSION_KEY",
            "STREAMGATE_ADMIN_PASSWORD", "STREAMGATE_ALERTMANAGER_TOKEN");

    private static final String SECRETS_PREFIX = "STREAMGATE_SERVICE_SECRETS_";

    private final Settings settings;

    private final DataDirectory home;

    private final String databaseUrl;

    ServiceEnvironment(Settings settings, DataDirectory home, String databaseUrl) {
        this.settings = settings;
        this.home = home;
        this.databaseUrl = databaseUrl;
    }

    /** The login that a service has in the database. */
    static DatabaseRole login(ServiceDefinition member, Secrets secrets) {
        return new DatabaseRole(member.id(), secrets.password("postgres-" + member.id()));
    }

    Map<String, String> of(ServiceDefinition member) {
        Secrets secrets = this.home.secrets();
        Map<String, String> environment = new HashMap<>(this.settings.environment());
        environment.keySet().removeIf((name) -> WITHHELD.contains(name) || name.startsWith(SECRETS_PREFIX));
        environment.put("SERVER_PORT", Integer.toString(this.settings.ports().of(member)));
        // Else glibc sets memory aside for each thread that allocates.
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
        environment.put("STREAMGATE_HOME", this.home.root().toString());
        for (ServiceDefinition other : ServiceDefinition.values()) {
            environment.put("STREAMGATE_" + upper(other) + "_URL", this.settings.ports().url(other));
        }
        environment.put("STREAMGATE_SERVICE_SECRET", secrets.password("service-" + member.id()));
        if (member.hasDatabase()) {
            DatabaseRole login = login(member, secrets);
            environment.put("STREAMGATE_DB_URL", this.databaseUrl);
            environment.put("STREAMGATE_DB_USER", login.user());
            environment.put("STREAMGATE_DB_PASSWORD", login.password());
        }
        if (member.hasMedia()) {
            environment.putIfAbsent("STREAMGATE_MEDIA_DIR", this.home.media().toString());
            environment.putIfAbsent("STREAMGATE_FFMPEG_DIRECTORY", this.home.ffmpeg().toString());
        }
        if (member == ServiceDefinition.STREAMING) {
            environment.put("STREAMGATE_SESSION_KEY", secrets.key("session-key"));
        }
        if (member == ServiceDefinition.MONITOR) {
            environment.put("STREAMGATE_ALERTMANAGER_TOKEN", secrets.password(Observers.WEBHOOK_SECRET));
        }
        if (member == ServiceDefinition.AUTH) {
            environment.put("STREAMGATE_KEY_ENCRYPTION_KEY", secrets.key("key-encryption-key"));
            environment.put("STREAMGATE_ADMIN_PASSWORD", secrets.password("admin-password"));
            for (ServiceDefinition other : ServiceDefinition.values()) {
                environment.put(SECRETS_PREFIX + upper(other), secrets.password("service-" + other.id()));
            }
        }
        return environment;
    }

    private static String upper(ServiceDefinition member) {
        return member.id().toUpperCase(Locale.ROOT);
    }

}
