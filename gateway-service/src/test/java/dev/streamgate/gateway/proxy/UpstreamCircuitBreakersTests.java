/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamCircuitBreakersTests {

    private static final Duration OPEN_DURATION = Duration.ofSeconds(2);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T12:00:00Z"));

    private final UpstreamCircuitBreakers circuitBreakers = new UpstreamCircuitBreakers(
            new ProxyProperties.CircuitBreakerSettings(20, 5, 50, OPEN_DURATION), new SimpleMeterRegistry(),
            this.clock);

    private final Upstream upstream = new Upstream("upload", "Uploading", URI.create("http://127.0.0.1:1"),
            OPEN_DURATION, new RequestBodyPolicy(List.of(), DataSize.ofKilobytes(1), DataSize.ofKilobytes(1)));

    /** The probe is admitted at any time after the open duration, however late. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 6, 7, 13 })
    void theFirstCallAfterTheOpenDurationIsAdmittedAndClosesTheCircuit(int openDurations) {
        open();
        this.clock.advance(OPEN_DURATION.multipliedBy(openDurations).plusMillis(1));
        UpstreamCircuitBreakers.CallPermit probe = this.circuitBreakers.acquire(this.upstream, true);
        assertThat(probe.granted()).isTrue();
        assertThat(this.circuitBreakers.acquire(this.upstream, true).granted()).as("one at a time").isFalse();
        probe.onSuccess();
        assertThat(this.circuitBreakers.acquire(this.upstream, true).granted()).isTrue();
        assertThat(this.circuitBreakers.acquire(this.upstream, true).granted()).isTrue();
    }

    @Test
    void uploadsAloneCloseTheCircuit() {
        open();
        assertThat(this.circuitBreakers.acquire(this.upstream, false).granted()).isFalse();
        this.clock.advance(OPEN_DURATION.plusMillis(1));
        UpstreamCircuitBreakers.CallPermit upload = this.circuitBreakers.acquire(this.upstream, false);
        assertThat(upload.granted()).isTrue();
        UpstreamCircuitBreakers.CallPermit probe = this.circuitBreakers.acquire(this.upstream, true);
        assertThat(probe.granted()).as("an upload does not take the place of the probe").isTrue();
        probe.release();
        upload.onSuccess();
        assertThat(this.circuitBreakers.acquire(this.upstream, true).granted()).isTrue();
        assertThat(this.circuitBreakers.acquire(this.upstream, true).granted()).isTrue();
    }

    @Test
    void aFailedProbeReopensTheCircuit() {
        open();
        this.clock.advance(OPEN_DURATION.plusMillis(1));
        this.circuitBreakers.acquire(this.upstream, true).onError(new IOException("still unreachable"));
        assertThat(this.circuitBreakers.acquire(this.upstream, true).granted()).isFalse();
    }

    private void open() {
        for (int i = 0; i < 5; i++) {
            UpstreamCircuitBreakers.CallPermit permit = this.circuitBreakers.acquire(this.upstream, true);
            assertThat(permit.granted()).isTrue();
            permit.onError(new IOException("unreachable"));
        }
        assertThat(this.circuitBreakers.acquire(this.upstream, true).granted()).isFalse();
    }

}
