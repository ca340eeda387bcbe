/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.Test;

import dev.streamgate.auth.AuthProperties;

import static org.assertj.core.api.Assertions.assertThat;

class KeyRingTests {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private static final AuthProperties.Keys TIMES = new AuthProperties.Keys(Duration.ofDays(30),
            Duration.ofMinutes(15), Duration.ofMinutes(1));

    private static final Duration MAX_LIFETIME = Duration.ofMinutes(20);

    private final SigningKey first = key("first", START);

    private final SigningKey second = key("second", START.plus(Duration.ofDays(30)));

    private final KeyRing ring = new KeyRing(List.of(this.second, this.first));

    @Test
    void theLatestActivatedKeySigns() {
        assertThat(this.ring.active(START)).isEqualTo(this.first);
        assertThat(this.ring.active(this.second.signsFrom().minusMillis(1))).isEqualTo(this.first);
        assertThat(this.ring.active(this.second.signsFrom())).isEqualTo(this.second);
    }

    @Test
    void theFirstKeySignsIfTheClockIsBehind() {
        assertThat(this.ring.active(START.minusSeconds(60))).isEqualTo(this.first);
    }

    @Test
    void theNextKeyIsDueOneActivationDelayBeforeItSigns() {
        KeyRing alone = new KeyRing(List.of(this.first));
        Instant due = START.plus(TIMES.rotationInterval()).minus(TIMES.activationDelay());
        assertThat(alone.isRotationDue(due.minusMillis(1), TIMES)).isFalse();
        assertThat(alone.isRotationDue(due, TIMES)).isTrue();
        assertThat(this.ring.isRotationDue(due, TIMES)).as("the next key is published").isFalse();
    }

    @Test
    void aKeyIsRetiredWhenItsLastTokenHasExpired() {
        Instant lastToken = this.second.signsFrom().plus(MAX_LIFETIME);
        assertThat(this.ring.retired(lastToken.minusMillis(1), MAX_LIFETIME)).isEmpty();
        assertThat(this.ring.retired(lastToken, MAX_LIFETIME)).containsExactly(this.first);
        assertThat(new KeyRing(List.of(this.first)).retired(START.plus(Duration.ofDays(365)), MAX_LIFETIME)).isEmpty();
    }

    @Test
    void onlyPublicKeysArePublished() {
        assertThat(this.ring.publicKeys().getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        assertThat(this.first.toString()).isEqualTo("SigningKey[first]");
    }

    private static SigningKey key(String kid, Instant signsFrom) {
        try {
            return new SigningKey(new ECKeyGenerator(Curve.P_256).keyID(kid).generate(), signsFrom, signsFrom);
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
