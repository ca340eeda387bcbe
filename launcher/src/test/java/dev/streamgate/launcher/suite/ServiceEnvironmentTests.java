/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.data.DataDirectory;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceEnvironmentTests {

    private static final String DATABASE = "jdbc:postgresql://127.0.0.1:18089/streamgate";

    @TempDir
    private Path folder;

    private DataDirectory directory;

    @BeforeEach
    void open() {
        this.directory = DataDirectory.open(this.folder);
    }

    @Test
    void eachServiceHasItsPortAndTheAddressesOfAll() {
        assertThat(of(ServiceDefinition.WORKER)).containsEntry("SERVER_PORT", "18084")
            .containsEntry("STREAMGATE_AUTH_URL", "http://127.0.0.1:18081")
            .containsEntry("STREAMGATE_MONITOR_URL", "http://127.0.0.1:18088");
    }

    @Test
    void aServiceWithASchemaHasItsOwnDatabaseRole() {
        assertThat(of(ServiceDefinition.UPLOAD)).containsEntry("STREAMGATE_DB_URL", DATABASE)
            .containsEntry("STREAMGATE_DB_USER", "streamgate_upload")
            .containsEntry("STREAMGATE_DB_PASSWORD", this.directory.secrets().password("postgres-upload"));
        assertThat(of(ServiceDefinition.GATEWAY)).doesNotContainKeys("STREAMGATE_DB_USER", "STREAMGATE_DB_PASSWORD");
    }

    @Test
    void noServiceReceivesASecretOfAnother() {
        for (ServiceDefinition service : ServiceDefinition.values()) {
            Set<String> foreign = new HashSet<>();
            for (ServiceDefinition other : ServiceDefinition.values()) {
                if (other != service) {
                    foreign.add(this.directory.secrets().password("postgres-" + other.id()));
                    if (service != ServiceDefinition.AUTH) {
                        foreign.add(this.directory.secrets().password("service-" + other.id()));
                    }
                }
            }
            if (service != ServiceDefinition.MONITOR) {
                foreign.add(this.directory.secrets().password("alertmanager-webhook"));
                foreign.add(ServiceEnvironment.launcherToken(this.directory.secrets()));
            }
            if (service != ServiceDefinition.STREAMING) {
                foreign.add(this.directory.secrets().key("session-key"));
            }
            if (service != ServiceDefinition.AUTH) {
                foreign.add(this.directory.secrets().key("key-encryption-key"));
                foreign.add(this.directory.secrets().password("admin-password"));
            }
            assertThat(of(service).values()).as(service.id()).doesNotContainAnyElementsOf(foreign);
        }
    }

    @Test
    void authReceivesTheSecretsOfAllServices() {
        assertThat(of(ServiceDefinition.AUTH)).containsEntry("STREAMGATE_SERVICE_SECRETS_WORKER",
                of(ServiceDefinition.WORKER).get("STREAMGATE_SERVICE_SECRET"));
    }

    @Test
    void monitorReceivesTheTokensOfAlertmanagerAndOfTheLauncher() {
        assertThat(of(ServiceDefinition.MONITOR))
            .containsEntry("STREAMGATE_ALERTMANAGER_TOKEN", this.directory.secrets().password("alertmanager-webhook"))
            .containsEntry("STREAMGATE_LAUNCHER_TOKEN", ServiceEnvironment.launcherToken(this.directory.secrets()));
    }

    @Test
    void aUsersVariableReachesTheServiceUnlessItIsASecretOfTheSuite() {
        assertThat(of(ServiceDefinition.CACHE,
                Map.of("STREAMGATE_TRACE_SAMPLING", "0.1", "STREAMGATE_DB_PASSWORD", "theirs",
                        "STREAMGATE_SERVICE_SECRETS_AUTH", "theirs", "SERVER_PORT", "1")))
            .containsEntry("STREAMGATE_TRACE_SAMPLING", "0.1")
            .containsEntry("SERVER_PORT", "18087")
            .doesNotContainValue("theirs");
    }

    @Test
    void theUserMayMoveTheBlobStore() {
        assertThat(of(ServiceDefinition.STREAMING)).containsEntry("STREAMGATE_MEDIA_DIR",
                this.directory.media().toString());
        assertThat(of(ServiceDefinition.STREAMING, Map.of("STREAMGATE_MEDIA_DIR", "/srv/media")))
            .containsEntry("STREAMGATE_MEDIA_DIR", "/srv/media");
        assertThat(of(ServiceDefinition.AUTH)).doesNotContainKey("STREAMGATE_MEDIA_DIR");
    }

    private Map<String, String> of(ServiceDefinition service) {
        return of(service, Map.of());
    }

    private Map<String, String> of(ServiceDefinition service, Map<String, String> variables) {
        var user = new HashMap<>(variables);
        user.put("STREAMGATE_PORT", "18080");
        return new ServiceEnvironment(Settings.of(this.folder, user), this.directory, DATABASE).of(service);
    }

}
