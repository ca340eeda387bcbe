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
 * The keys that tokens are signed with. A key is published for some time before it signs,
 * and stays published until the last token that it signed has expired. Instances share
 * the database, change keys one at a time, and each keeps a copy in memory, so that
 * signing and verifying need no database. Safe for threads.
 */
@Component
public class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    /** How far clocks of the suite may be apart. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private final SigningKeyStore store;

    private final TransactionTemplate transactions;

    private final AuthProperties.Keys times;

    private final Duration longestToken;

    private final Clock clock;

    private volatile KeyRing ring;

    SigningKeys(SigningKeyStore store, PlatformTransactionManager transactions, AuthProperties properties,
            Clock clock) {
        this.store = store;
        this.transactions = new TransactionTemplate(transactions);
        this.times = properties.keys();
        Duration user = properties.tokens().access();
        Duration service = properties.tokens().service();
        this.longestToken = ((user.compareTo(service) > 0) ? user : service).plus(CLOCK_DIFFERENCE);
        this.clock = clock;
        this.ring = inTurn(this::maintained).ring();
    }

    /** The key to sign with now. */
    public SigningKey signing() {
        return this.ring.signing(this.clock.instant());
    }

    /** The public halves of all keys that tokens may be signed with, now or soon. */
    public JWKSet publicKeys() {
        return this.ring.publicKeys();
    }

    /**
     * Publishes a new key that is going to sign; when one is published already, that one.
     */
    synchronized SigningKey rotate() {
        this.ring = inTurn(() -> {
            KeyRing present = this.store.load();
            Instant now = now();
            if (present.upcoming(now).isEmpty()) {
                add(now, now.plus(this.times.publishAhead()));
            }
            return this.store.load();
        });
        return this.ring.upcoming(now()).orElseGet(this::signing);
    }

    /**
     * Makes and removes the keys whose time has come, and reads what others changed.
     * @return the key that was made here, if one was due
     */
    synchronized Optional<SigningKey> maintain() {
        Maintained maintained = inTurn(this::maintained);
        this.ring = maintained.ring();
        return maintained.made();
    }

    private Maintained maintained() {
        KeyRing present = this.store.load();
        Instant now = now();
        Optional<SigningKey> made = Optional.empty();
        if (present.keys().isEmpty()) {
            made = Optional.of(add(now, now));
        }
        else if (present.isRotationDue(now, this.times)) {
            made = Optional.of(add(now, now.plus(this.times.publishAhead())));
        }
        present.spent(now, this.longestToken).forEach((key) -> {
            this.store.delete(key);
            log.info("Signing key {} is gone: its tokens have expired", key.kid());
        });
        return new Maintained(this.store.load(), made);
    }

    private SigningKey add(Instant createdAt, Instant signsFrom) {
        SigningKey key = new SigningKey(generate(), createdAt, signsFrom);
        this.store.add(key);
        log.info("Signing key {} is published and signs from {}", key.kid(), key.signsFrom());
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

    private <T> T inTurn(Supplier<T> change) {
        return this.transactions.execute((status) -> {
            this.store.lock();
            return change.get();
        });
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * What came of looking after the keys.
     *
     * @param ring the keys there are now
     * @param made the one among them that was made
     */
    private record Maintained(KeyRing ring, Optional<SigningKey> made) {
    }

}
