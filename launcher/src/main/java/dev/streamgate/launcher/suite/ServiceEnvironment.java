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
 * The environment of each service: the user's variables, the addresses of all services,
 * and the service's own secrets.
 */
final class ServiceEnvironment {

    /** Secrets of single services, removed from the inherited variables. */
    private static final Set<String> WITHHELD = Set.of("STREAMGATE_DB_USER", "STREAMGATE_DB_PASSWORD",
            "STREAMGATE_SERVICE_SECRET", "STREAMGATE_KEY_ENCRYPTION_KEY", "STREAMGATE_SESSION_KEY",
            "STREAMGATE_ADMIN_PASSWORD", "STREAMGATE_ALERTMANAGER_TOKEN", "STREAMGATE_LAUNCHER_TOKEN");

    private static final String SECRETS_PREFIX = "STREAMGATE_SERVICE_SECRETS_";

    private static final String LAUNCHER_SECRET = "launcher-token";

    private final Settings settings;

    private final DataDirectory directory;

    private final String databaseUrl;

    ServiceEnvironment(Settings settings, DataDirectory directory, String databaseUrl) {
        this.settings = settings;
        this.directory = directory;
        this.databaseUrl = databaseUrl;
    }

    /** The database role of a service. */
    static DatabaseRole role(ServiceDefinition service, Secrets secrets) {
        return new DatabaseRole(service.id(), secrets.password("postgres-" + service.id()));
    }

    /** The token with which the launcher authenticates to monitor-service. */
    static String launcherToken(Secrets secrets) {
        return secrets.password(LAUNCHER_SECRET);
    }

    Map<String, String> of(ServiceDefinition service) {
        Secrets secrets = this.directory.secrets();
        Map<String, String> environment = new HashMap<>(this.settings.environment());
        environment.keySet().removeIf((name) -> WITHHELD.contains(name) || name.startsWith(SECRETS_PREFIX));
        environment.put("SERVER_PORT", Integer.toString(this.settings.ports().of(service)));
        // The default reserves memory for each allocating thread.
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
        environment.put("STREAMGATE_HOME", this.directory.root().toString());
        for (ServiceDefinition other : ServiceDefinition.values()) {
            environment.put("STREAMGATE_" + upper(other) + "_URL", this.settings.ports().url(other));
        }
        environment.put("STREAMGATE_SERVICE_SECRET", secrets.password("service-" + service.id()));
        if (service.hasDatabase()) {
            DatabaseRole role = role(service, secrets);
            environment.put("STREAMGATE_DB_URL", this.databaseUrl);
            environment.put("STREAMGATE_DB_USER", role.user());
            environment.put("STREAMGATE_DB_PASSWORD", role.password());
        }
        if (service.hasMedia()) {
            environment.putIfAbsent("STREAMGATE_MEDIA_DIR", this.directory.media().toString());
            environment.putIfAbsent("STREAMGATE_FFMPEG_DIRECTORY", this.directory.ffmpeg().toString());
        }
        if (service == ServiceDefinition.STREAMING) {
            environment.put("STREAMGATE_SESSION_KEY", secrets.key("session-key"));
        }
        if (service == ServiceDefinition.MONITOR) {
            environment.put("STREAMGATE_ALERTMANAGER_TOKEN", secrets.password(Observers.WEBHOOK_SECRET));
            environment.put("STREAMGATE_LAUNCHER_TOKEN", launcherToken(secrets));
        }
        if (service == ServiceDefinition.AUTH) {
            environment.put("STREAMGATE_KEY_ENCRYPTION_KEY", secrets.key("key-encryption-key"));
            environment.put("STREAMGATE_ADMIN_PASSWORD", secrets.password("admin-password"));
            for (ServiceDefinition other : ServiceDefinition.values()) {
                environment.put(SECRETS_PREFIX + upper(other), secrets.password("service-" + other.id()));
            }
        }
        return environment;
    }

    private static String upper(ServiceDefinition service) {
        return service.id().toUpperCase(Locale.ROOT);
    }

}
