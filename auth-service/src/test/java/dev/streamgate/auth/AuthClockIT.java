/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

class AuthClockIT {

    private static final Duration AHEAD = Duration.ofDays(1);

    @Test
    void theFirstTimeIsThatOfTheDatabase() {
        Clock clock = new AuthApplication().clock(PostgresServer.createDatabaseAhead(AHEAD));
        assertThat(Duration.between(Instant.now(), clock.instant())).isCloseTo(AHEAD, Duration.ofMinutes(1));
    }

}
