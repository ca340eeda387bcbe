/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.auth.AuthProperties;

/**
 * The signing keys of tokens. A key is published before it signs and until the last token
 * that it signed has expired. Instances share the keys in the database and change them
 * one at a time; each caches them, so that signing and verifying need no database.
 * Thread-safe.
 */
@Component
public class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    /** Maximum clock skew between services. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    private final SigningKeyStore store;

    private final TransactionTemplate transactions;

    private final AuthProperties.Keys times;

    private final Duration maxLifetime;

    private final Clock clock;

    private volatile KeyRing ring;

    SigningKeys(SigningKeyStore store, PlatformTransactionManager transactions, AuthProperties properties,
            Clock clock) {
        this.store = store;
        this.transactions = new TransactionTemplate(transactions);
        this.times = properties.keys();
        Duration user = properties.tokens().accessLifetime();
        Duration service = properties.tokens().serviceLifetime();
        this.maxLifetime = ((user.compareTo(service) > 0) ? user : service).plus(MAX_CLOCK_SKEW);
        this.clock = clock;
        this.ring = locked(this::maintainLocked).ring();
    }

    /** The key that signs now. */
    public SigningKey active() {
        return this.ring.active(this.clock.instant());
    }

    /** The public keys of current and upcoming tokens. */
    public JWKSet publicKeys() {
        return this.ring.publicKeys();
    }

    /** Publishes the next key, unless one is already published, and returns it. */
    synchronized SigningKey rotate() {
        this.ring = locked(() -> {
            KeyRing current = this.store.load();
            Instant now = now();
            if (current.upcoming(now).isEmpty()) {
                add(now, now.plus(this.times.activationDelay()));
            }
            return this.store.load();
        });
        return this.ring.upcoming(now()).orElseGet(this::active);
    }

    /**
     * Creates a key if rotation is due, deletes retired keys, and reloads the keys of
     * other instances.
     * @return the created key
     */
    synchronized Optional<SigningKey> maintain() {
        MaintenanceResult result = locked(this::maintainLocked);
        this.ring = result.ring();
        return result.created();
    }

    private MaintenanceResult maintainLocked() {
        KeyRing current = this.store.load();
        Instant now = now();
        Optional<SigningKey> created = Optional.empty();
        if (current.keys().isEmpty()) {
            created = Optional.of(add(now, now));
        }
        else if (current.isRotationDue(now, this.times)) {
            created = Optional.of(add(now, now.plus(this.times.activationDelay())));
        }
        current.retired(now, this.maxLifetime).forEach((key) -> {
            this.store.delete(key);
            log.info("Deleted signing key {}: its tokens have expired", key.kid());
        });
        return new MaintenanceResult(this.store.load(), created);
    }

    private SigningKey add(Instant createdAt, Instant signsFrom) {
        SigningKey key = new SigningKey(generate(), createdAt, signsFrom);
        this.store.add(key);
        log.info("Published signing key {}; it signs from {}", key.kid(), key.signsFrom());
        return key;
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint(true)
                .generate();
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private <T> T locked(Supplier<T> change) {
        return this.transactions.execute((status) -> {
            this.store.lock();
            return change.get();
        });
    }

    /** The current time in the precision of the database. */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The result of {@link #maintain}.
     *
     * @param ring the keys after it
     * @param created the key that it created
     */
    private record MaintenanceResult(KeyRing ring, Optional<SigningKey> created) {
    }

}
