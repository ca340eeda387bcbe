/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

class MonitorClockIT {

    private static final Duration AHEAD = Duration.ofDays(1);

    @Test
    void timesBecomeThoseOfTheDatabase() {
        Clock clock = new MonitorApplication().clock(PostgresServer.createDatabaseAhead(AHEAD));
        Awaitility.await()
            .untilAsserted(() -> assertThat(Duration.between(Instant.now(), clock.instant())).isCloseTo(AHEAD,
                    Duration.ofMinutes(1)));
    }

}
