/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import dev.streamgate.auth.testing.TestProperties;

import static org.assertj.core.api.Assertions.assertThat;

class AuthPropertiesTests {

    @Test
    void theDefaultsMatchTheReadme() {
        AuthProperties properties = TestProperties.with(Map.of());
        assertThat(properties.defaultRoles()).containsExactlyInAnyOrder("viewer", "creator");
        assertThat(properties.tokens().accessLifetime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(properties.tokens().serviceLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(properties.tokens().sessionLifetime()).isEqualTo(Duration.ofDays(30));
        assertThat(properties.keys().rotationInterval()).isEqualTo(Duration.ofDays(30));
        assertThat(properties.passwords().memory()).isEqualTo(DataSize.ofMegabytes(19));
        assertThat(properties.initialAdmin().email()).isEqualTo("admin@streamgate.local");
        assertThat(properties.serviceSecrets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "default-roles=admin", "tokens.access-lifetime=1s", "tokens.access-lifetime=2d",
            "keys.activation-delay=1m", "passwords.concurrency=0", "passwords.memory=1KB", "passwords.memory=3GB",
            "login-throttling.allowed-failures-per-network=0" })
    void anInvalidSettingPreventsTheStart(String setting) {
        new ApplicationContextRunner().withUserConfiguration(Bound.class)
            .withPropertyValues("streamgate.auth." + setting)
            .run((context) -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(AuthProperties.class)
    static class Bound {

    }

}
