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

    private DataDirectory home;

    @BeforeEach
    void openHome() {
        this.home = DataDirectory.open(this.folder);
    }

    @Test
    void eachServiceKnowsItsPortAndWhereTheOthersAre() {
        assertThat(of(ServiceDefinition.WORKER)).containsEntry("SERVER_PORT", "18084")
            .containsEntry("STREAMGATE_AUTH_URL", "http://127.0.0.1:18081")
            .containsEntry("STREAMGATE_MONITOR_URL", "http://127.0.0.1:18088");
    }

    @Test
    void aServiceWithASchemaHasALoginOfItsOwn() {
        assertThat(of(ServiceDefinition.UPLOAD)).containsEntry("STREAMGATE_DB_URL", DATABASE)
            .containsEntry("STREAMGATE_DB_USER", "streamgate_upload")
            .containsEntry("STREAMGATE_DB_PASSWORD", this.home.secrets().password("postgres-upload"));
        assertThat(of(ServiceDefinition.GATEWAY)).doesNotContainKeys("STREAMGATE_DB_USER", "STREAMGATE_DB_PASSWORD");
    }

    @Test
    void noServiceKnowsASecretOfAnother() {
        for (ServiceDefinition member : ServiceDefinition.values()) {
            Set<String> foreign = new HashSet<>();
            for (ServiceDefinition other : ServiceDefinition.values()) {
                if (other != member) {
                    foreign.add(this.home.secrets().password("postgres-" + other.id()));
                    if (member != ServiceDefinition.AUTH) {
                        foreign.add(this.home.secrets().password("service-" + other.id()));
                    }
                }
            }
            if (member != ServiceDefinition.MONITOR) {
                foreign.add(this.home.secrets().password("alertmanager-webhook"));
            }
            if (member != ServiceDefinition.STREAMING) {
                foreign.add(this.home.secrets().key("session-key"));
            }
            if (member != ServiceDefinition.AUTH) {
                foreign.add(this.home.secrets().key("key-encryption-key"));
                foreign.add(this.home.secrets().password("admin-password"));
            }
            assertThat(of(member).values()).as(member.id()).doesNotContainAnyElementsOf(foreign);
        }
    }

    @Test
    void authKnowsWhatServicesProveThemselvesWith() {
        assertThat(of(ServiceDefinition.AUTH)).containsEntry("STREAMGATE_SERVICE_SECRETS_WORKER",
                of(ServiceDefinition.WORKER).get("STREAMGATE_SERVICE_SECRET"));
    }

    @Test
    void monitorKnowsWhatAlertmanagerShowsIt() {
        assertThat(of(ServiceDefinition.MONITOR)).containsEntry("STREAMGATE_ALERTMANAGER_TOKEN",
                this.home.secrets().password("alertmanager-webhook"));
    }

    @Test
    void whatTheUserSetReachesTheServiceButNotAsASecretOfOurs() {
        assertThat(of(ServiceDefinition.CACHE,
                Map.of("STREAMGATE_TRACE_SAMPLING", "0.1", "STREAMGATE_DB_PASSWORD", "theirs",
                        "STREAMGATE_SERVICE_SECRETS_AUTH", "theirs", "SERVER_PORT", "1")))
            .containsEntry("STREAMGATE_TRACE_SAMPLING", "0.1")
            .containsEntry("SERVER_PORT", "18087")
            .doesNotContainValue("theirs");
    }

    @Test
    void theBlobStoreMayLieElsewhere() {
        assertThat(of(ServiceDefinition.STREAMING)).containsEntry("STREAMGATE_MEDIA_DIR", this.home.media().toString());
        assertThat(of(ServiceDefinition.STREAMING, Map.of("STREAMGATE_MEDIA_DIR", "/srv/media")))
            .containsEntry("STREAMGATE_MEDIA_DIR", "/srv/media");
        assertThat(of(ServiceDefinition.AUTH)).doesNotContainKey("STREAMGATE_MEDIA_DIR");
    }

    private Map<String, String> of(ServiceDefinition member) {
        return of(member, Map.of());
    }

    private Map<String, String> of(ServiceDefinition member, Map<String, String> variables) {
        var user = new HashMap<>(variables);
        user.put("STREAMGATE_PORT", "18080");
        return new ServiceEnvironment(Settings.of(this.folder, user), this.home, DATABASE).of(member);
    }

}
