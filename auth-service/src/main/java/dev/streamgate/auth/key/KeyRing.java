/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;

import dev.streamgate.auth.AuthProperties;

/**
 * The signing keys in the order of their activation. The active key depends on the time
 * alone, so that instances agree on it without coordination.
 *
 * @param keys in the order of {@link SigningKey#signsFrom()}
 */
record KeyRing(List<SigningKey> keys) {

    KeyRing {
        keys = keys.stream()
            .sorted(Comparator.comparing(SigningKey::signsFrom).thenComparing(SigningKey::kid))
            .toList();
    }

    /**
     * The key that signs: the latest one with {@code signsFrom} in the past, or the first
     * one if the clock of this machine is behind.
     */
    SigningKey active(Instant now) {
        return this.keys.stream()
            .filter((key) -> !key.signsFrom().isAfter(now))
            .reduce((older, newer) -> newer)
            .orElseGet(this.keys::getFirst);
    }

    /** The published key that does not sign yet. */
    Optional<SigningKey> upcoming(Instant now) {
        return this.keys.stream().filter((key) -> key.signsFrom().isAfter(now)).findFirst();
    }

    /** Whether the next key has to be published to replace the active one in time. */
    boolean isRotationDue(Instant now, AuthProperties.Keys times) {
        return upcoming(now).isEmpty() && !this.keys.getLast()
            .signsFrom()
            .plus(times.rotationInterval())
            .minus(times.activationDelay())
            .isAfter(now);
    }

    /**
     * The keys whose tokens have all expired.
     * @param maxLifetime longest lifetime of a token, including clock skew
     */
    List<SigningKey> retired(Instant now, Duration maxLifetime) {
        return IntStream.range(0, this.keys.size() - 1)
            .filter((i) -> !this.keys.get(i + 1).signsFrom().plus(maxLifetime).isAfter(now))
            .mapToObj(this.keys::get)
            .toList();
    }

    /** The public keys. */
    JWKSet publicKeys() {
        return new JWKSet(this.keys.stream().map((key) -> (JWK) key.jwk().toPublicJWK()).toList());
    }

}
