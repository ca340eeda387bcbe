/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RevocationReaderTests {

    private static final Instant LATER = Instant.now().plusSeconds(600);

    private static final List<Revocation> FAILURE = List.of(new Revocation(0, "failure", 0, Instant.EPOCH));

    private final RevokedSessions sessions = new RevokedSessions(Clock.systemUTC());

    private final BlockingQueue<Long> positions = new LinkedBlockingQueue<>();

    private final BlockingQueue<List<Revocation>> replies = new LinkedBlockingQueue<>();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final RevocationReader reader = new RevocationReader(this::read, this.sessions, Clock.systemUTC(),
            this.meters);

    @AfterEach
    void stop() {
        this.reader.stop();
    }

    @Test
    void revocationsAreReadOneBatchAfterTheOther() throws InterruptedException {
        this.replies.add(List.of(new Revocation(4, "a", 2, LATER), new Revocation(9, "b", Integer.MAX_VALUE, LATER)));
        this.replies.add(List.of());
        this.reader.start();
        assertThat(position()).isEqualTo(-1);
        assertThat(position()).isEqualTo(9);
        assertThat(position()).isEqualTo(9);
        assertThat(this.sessions.isRevoked(new TokenSession("a", 1))).isTrue();
        assertThat(this.sessions.isRevoked(new TokenSession("a", 2))).isFalse();
        assertThat(this.sessions.isRevoked(new TokenSession("b", 1_000))).isTrue();
        assertThat(this.sessions.isRevoked(new TokenSession("c", 0))).isFalse();
    }

    @Test
    void aFailureKeepsWhatIsKnownAndThePosition() throws InterruptedException {
        this.replies.add(List.of(new Revocation(4, "a", 2, LATER)));
        this.replies.add(FAILURE);
        this.replies.add(List.of(new Revocation(3, "a", 1, LATER)));
        this.reader.start();
        for (long expected : new long[] { -1, 4, 4, 3 }) {
            assertThat(position()).isEqualTo(expected);
        }
        assertThat(this.sessions.isRevoked(new TokenSession("a", 1))).isTrue();
    }

    @Test
    void anExpiredRevocationIsForgotten() {
        this.sessions.add(List.of(new Revocation(1, "a", 2, Instant.EPOCH)));
        assertThat(this.sessions.isRevoked(new TokenSession("a", 1))).isFalse();
    }

    @Test
    void theReaderEndsWithItsService() {
        this.reader.start();
        await().until(() -> !this.positions.isEmpty());
        this.reader.stop();
        assertThat(this.reader.isRunning()).isFalse();
        assertThat(this.meters.get("streamgate.security.revocations.age").gauge().value()).isBetween(0.0, 600.0);
    }

    private long position() throws InterruptedException {
        Long position = this.positions.poll(30, TimeUnit.SECONDS);
        assertThat(position).isNotNull();
        return position;
    }

    private List<Revocation> read(long after) {
        this.positions.add(after);
        try {
            List<Revocation> reply = this.replies.take();
            if (reply == FAILURE) {
                throw new ResourceAccessException("connection refused");
            }
            return reply;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new ResourceAccessException("interrupted");
        }
    }

}
