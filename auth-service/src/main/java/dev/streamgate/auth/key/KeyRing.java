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
 * The keys there are, in the order in which they sign. Which of them signs follows from
 * the time alone, so that instances agree without talking to each other.
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
     * The key that signs at the moment: the newest whose time has come, or the very first
     * if this machine's clock is behind the one that made it.
     */
    SigningKey signing(Instant now) {
        return this.keys.stream()
            .filter((key) -> !key.signsFrom().isAfter(now))
            .reduce((older, newer) -> newer)
            .orElseGet(this.keys::getFirst);
    }

    /** The key that is published and does not sign yet. */
    Optional<SigningKey> upcoming(Instant now) {
        return this.keys.stream().filter((key) -> key.signsFrom().isAfter(now)).findFirst();
    }

    /** Whether the next key must be published for the present one to sign no longer. */
    boolean isRotationDue(Instant now, AuthProperties.Keys times) {
        return upcoming(now).isEmpty()
                && !this.keys.getLast().signsFrom().plus(times.rotateEvery()).minus(times.publishAhead()).isAfter(now);
    }

    /** The keys whose last token has expired. */
    List<SigningKey> spent(Instant now, Duration longestToken) {
        return IntStream.range(0, this.keys.size() - 1)
            .filter((i) -> !this.keys.get(i + 1).signsFrom().plus(longestToken).isAfter(now))
            .mapToObj(this.keys::get)
            .toList();
    }

    /** The public halves. */
    JWKSet publicKeys() {
        return new JWKSet(this.keys.stream().map((key) -> (JWK) key.jwk().toPublicJWK()).toList());
    }

}
