/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Hashes and compares passwords by Argon2id. Each hash takes memory on purpose, so few
 * are made at once; the others wait their turn for a bounded time. It also takes a core
 * for a tenth of a second, and virtual threads are not interrupted: so it is done on
 * threads of its own, or two sign-ins would hold up every other request. Safe for
 * threads.
 */
@Component
class PasswordHashing implements DisposableBean {

    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    private static final int LANES = 1;

    private final Argon2PasswordEncoder encoder;

    private final Semaphore turns;

    private final ExecutorService threads;

    private final Duration queueTimeout;

    /** Matches no password, and takes as long to find that out as any other. */
    private final String decoy;

    @Autowired
    PasswordHashing(AuthProperties properties) {
        this(properties, new Semaphore(properties.passwords().concurrency(), true));
    }

    PasswordHashing(AuthProperties properties, Semaphore turns) {
        AuthProperties.Passwords costs = properties.passwords();
        int kibibytes = Math.toIntExact(costs.memory().toKilobytes());
        this.encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, kibibytes, costs.iterations());
        this.turns = turns;
        this.threads = Executors.newFixedThreadPool(costs.concurrency(),
                Thread.ofPlatform().daemon().name("argon2-", 0).factory());
        this.queueTimeout = costs.queueTimeout();
        this.decoy = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(kibibytes, costs.iterations(), LANES,
                random(SALT_BYTES), random(HASH_BYTES));
    }

    /** Hashes a password with a new salt. */
    String hash(String password) {
        return inTurn(() -> Objects.requireNonNull(this.encoder.encode(normalized(password))));
    }

    /**
     * Whether the password is the one that was hashed. Without a hash it never is, after
     * the same work.
     */
    boolean matches(String password, @Nullable String hash) {
        String compared = (hash != null) ? hash : this.decoy;
        return inTurn(() -> this.encoder.matches(normalized(password), compared)) && hash != null;
    }

    /** Whether the hash was made at a lower cost than is set now. */
    boolean isOutdated(String hash) {
        return this.encoder.upgradeEncoding(hash);
    }

    /** The same characters however a keyboard composed them. */
    private static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    @Override
    public void destroy() {
        this.threads.close();
    }

    private <T> T inTurn(Callable<T> work) {
        try {
            if (!this.turns.tryAcquire(this.queueTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            try {
                return this.threads.submit(work).get();
            }
            finally {
                this.turns.release();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("Hashing failed", ex.getCause());
        }
    }

    private static ProblemException busy() {
        return new ProblemException(ProblemType.UNAVAILABLE, "Too many are signing in at the moment.")
            .retryAfter(Duration.ofSeconds(2));
    }

    private static String random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

}
