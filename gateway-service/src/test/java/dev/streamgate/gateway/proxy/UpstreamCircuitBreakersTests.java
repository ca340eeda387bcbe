/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamCircuitBreakersTests {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T12:00:00Z"));

    private final UpstreamCircuitBreakers circuits = new UpstreamCircuitBreakers(
            new ProxyProperties.Circuit(20, 5, 50, PAUSE), new SimpleMeterRegistry(), this.clock);

    private final Upstream upstream = new Upstream("upload", "Uploading", URI.create("http://127.0.0.1:1"), PAUSE,
            new BodyPolicy(true, DataSize.ofKilobytes(1), DataSize.ofKilobytes(1)));

    /** However long nobody called: there is no time at which it is refused. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 6, 7, 13 })
    void theFirstCallAfterThePauseIsMadeAndClosesTheCircuit(int pauses) {
        open();
        this.clock.advance(PAUSE.multipliedBy(pauses).plusMillis(1));
        UpstreamCircuitBreakers.Ticket probe = this.circuits.enter(this.upstream, true);
        assertThat(probe.admitted()).isTrue();
        assertThat(this.circuits.enter(this.upstream, true).admitted()).as("one at a time").isFalse();
        probe.answered();
        assertThat(this.circuits.enter(this.upstream, true).admitted()).isTrue();
        assertThat(this.circuits.enter(this.upstream, true).admitted()).isTrue();
    }

    @Test
    void uploadsAloneCloseItToo() {
        open();
        assertThat(this.circuits.enter(this.upstream, false).admitted()).isFalse();
        this.clock.advance(PAUSE.plusMillis(1));
        UpstreamCircuitBreakers.Ticket upload = this.circuits.enter(this.upstream, false);
        assertThat(upload.admitted()).isTrue();
        UpstreamCircuitBreakers.Ticket probe = this.circuits.enter(this.upstream, true);
        assertThat(probe.admitted()).as("nobody waits for the upload").isTrue();
        probe.withdrawn();
        upload.answered();
        assertThat(this.circuits.enter(this.upstream, true).admitted()).isTrue();
        assertThat(this.circuits.enter(this.upstream, true).admitted()).isTrue();
    }

    @Test
    void aCallThatFailsAfterThePauseOpensItAgain() {
        open();
        this.clock.advance(PAUSE.plusMillis(1));
        this.circuits.enter(this.upstream, true).failed(new IOException("still away"));
        assertThat(this.circuits.enter(this.upstream, true).admitted()).isFalse();
    }

    private void open() {
        for (int i = 0; i < 5; i++) {
            UpstreamCircuitBreakers.Ticket ticket = this.circuits.enter(this.upstream, true);
            assertThat(ticket.admitted()).isTrue();
            ticket.failed(new IOException("away"));
        }
        assertThat(this.circuits.enter(this.upstream, true).admitted()).isFalse();
    }

}
