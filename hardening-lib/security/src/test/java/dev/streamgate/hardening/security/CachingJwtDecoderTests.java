/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CachingJwtDecoderTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(NOON);

    private final AtomicInteger verifications = new AtomicInteger();

    private final ConcurrentMapCache cache = new ConcurrentMapCache("tokens");

    private final CachingJwtDecoder tokens = tokens();

    @Test
    void aSignatureIsVerifiedOnce() {
        Jwt first = this.tokens.decode("valid");
        assertThat(this.tokens.decode("valid")).isSameAs(first);
        assertThat(this.verifications).hasValue(1);
    }

    @Test
    void anInvalidTokenIsNotCached() {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> this.tokens.decode("forged"));
        }
        assertThat(this.verifications).hasValue(3);
        assertThat(this.cache.getNativeCache()).isEmpty();
    }

    @Test
    void aCachedTokenExpires() {
        this.tokens.decode("valid");
        this.clock.advance(Duration.ofMinutes(10));
        assertThatExceptionOfType(JwtValidationException.class).isThrownBy(() -> this.tokens.decode("valid"))
            .withMessageContaining("expired")
            .satisfies((rejected) -> assertThat(rejected.getErrors()).isNotEmpty());
        assertThat(this.verifications).hasValue(1);
    }

    /** Caches a decoder that accepts one token, which expires at 12:05. */
    private CachingJwtDecoder tokens() {
        JwtTimestampValidator time = new JwtTimestampValidator(Duration.ZERO);
        time.setClock(this.clock);
        return new CachingJwtDecoder((token) -> {
            this.verifications.incrementAndGet();
            if (!token.equals("valid")) {
                throw new BadJwtException("Invalid signature");
            }
            return Jwt.withTokenValue(token)
                .header("alg", "ES256")
                .subject("u1")
                .expiresAt(NOON.plus(Duration.ofMinutes(5)))
                .build();
        }, time, this.cache);
    }

}
