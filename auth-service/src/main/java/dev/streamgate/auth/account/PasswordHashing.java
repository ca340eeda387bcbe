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
 * Hashes passwords by Argon2id. A hash needs much memory by design, so only a few are
 * computed at a time; further requests wait for a bounded time. A hash also occupies a
 * core for a tenth of a second, during which a virtual thread does not yield its carrier:
 * a pool of platform threads keeps two logins from delaying all other requests.
 * Thread-safe.
 */
@Component
class PasswordHashing implements DisposableBean {

    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    private static final int LANES = 1;

    private final Argon2PasswordEncoder encoder;

    private final Semaphore permits;

    private final ExecutorService threads;

    private final Duration queueTimeout;

    /**
     * Compared for an unknown account, so that the response time does not reveal it;
     * matches no password.
     */
    private final String decoyHash;

    @Autowired
    PasswordHashing(AuthProperties properties) {
        this(properties, new Semaphore(properties.passwords().concurrency(), true));
    }

    PasswordHashing(AuthProperties properties, Semaphore permits) {
        AuthProperties.Passwords cost = properties.passwords();
        int kibibytes = Math.toIntExact(cost.memory().toKilobytes());
        this.encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, kibibytes, cost.iterations());
        this.permits = permits;
        this.threads = Executors.newFixedThreadPool(cost.concurrency(),
                Thread.ofPlatform().daemon().name("argon2-", 0).factory());
        this.queueTimeout = cost.queueTimeout();
        this.decoyHash = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(kibibytes, cost.iterations(), LANES,
                random(SALT_BYTES), random(HASH_BYTES));
    }

    /** Hashes a password with a new salt. */
    String hash(String password) {
        return run(() -> Objects.requireNonNull(this.encoder.encode(normalized(password))));
    }

    /**
     * Whether the password matches the hash.
     * @param hash {@code null} for an unknown account: takes the same time, never matches
     */
    boolean matches(String password, @Nullable String hash) {
        String compared = (hash != null) ? hash : this.decoyHash;
        return run(() -> this.encoder.matches(normalized(password), compared)) && hash != null;
    }

    /** Whether the hash was computed at a lower cost than the configured one. */
    boolean isOutdated(String hash) {
        return this.encoder.upgradeEncoding(hash);
    }

    /** The hash that an unknown account's password is compared with. */
    String decoyHash() {
        return this.decoyHash;
    }

    @Override
    public void destroy() {
        this.threads.close();
    }

    private <T> T run(Callable<T> task) {
        try {
            if (!this.permits.tryAcquire(this.queueTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw overloaded();
            }
            try {
                return this.threads.submit(task).get();
            }
            finally {
                this.permits.release();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw overloaded();
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("Hashing failed", ex.getCause());
        }
    }

    /** Makes equal characters equal regardless of how the keyboard composed them. */
    private static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static ProblemException overloaded() {
        return new ProblemException(ProblemType.UNAVAILABLE, "Too many concurrent logins. Retry after Retry-After.")
            .retryAfter(Duration.ofSeconds(2));
    }

    private static String random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

}
