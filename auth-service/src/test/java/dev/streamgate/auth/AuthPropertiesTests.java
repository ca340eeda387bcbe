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
    void theDefaultsAreAsTheReadmeSays() {
        AuthProperties properties = TestProperties.with(Map.of());
        assertThat(properties.defaultRoles()).containsExactlyInAnyOrder("viewer", "creator");
        assertThat(properties.tokens().access()).isEqualTo(Duration.ofMinutes(15));
        assertThat(properties.tokens().service()).isEqualTo(Duration.ofMinutes(10));
        assertThat(properties.tokens().session()).isEqualTo(Duration.ofDays(30));
        assertThat(properties.keys().rotateEvery()).isEqualTo(Duration.ofDays(30));
        assertThat(properties.passwords().memory()).isEqualTo(DataSize.ofMegabytes(19));
        assertThat(properties.firstAdmin().email()).isEqualTo("admin@streamgate.local");
        assertThat(properties.serviceSecrets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "default-roles=admin", "tokens.access=1s", "tokens.access=2d", "keys.publish-ahead=1m",
            "passwords.concurrency=0", "passwords.memory=1KB", "passwords.memory=3GB", "sign-in.free-failures=0" })
    void aSettingThatMakesNoSenseStopsTheStart(String setting) {
        new ApplicationContextRunner().withUserConfiguration(Bound.class)
            .withPropertyValues("streamgate.auth." + setting)
            .run((context) -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(AuthProperties.class)
    static class Bound {

    }

}
