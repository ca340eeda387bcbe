/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.backoff.BackoffDelay;

/**
 * Throttles password guessing. An attempt counts as a failure until it succeeds, so that
 * concurrent guesses gain nothing; a rejected attempt does not count, so that every delay
 * ends. Unknown e-mail addresses are throttled like known ones. Safe for threads and
 * processes.
 * <p>
 * An attacker cannot lock an account: failures count per account and network, and the
 * failures of many networks delay only networks without a recent login, for short times.
 */
@Component
class LoginThrottle {

    /** The next login is delayed after too many failures. */
    static final ProblemType TOO_MANY_FAILURES = ProblemType.of("too-many-failed-logins", HttpStatus.TOO_MANY_REQUESTS,
            "Too many failed logins");

    private final LoginFailureStore store;

    private final TransactionTemplate transactions;

    private final LoginDelay perNetwork;

    private final LoginDelay perAccount;

    private final Duration resetAfter;

    private final Duration knownNetworkRetention;

    private final Clock clock;

    LoginThrottle(LoginFailureStore store, PlatformTransactionManager transactions, AuthProperties properties,
            Clock clock) {
        this.store = store;
        this.transactions = new TransactionTemplate(transactions);
        AuthProperties.LoginThrottling settings = properties.loginThrottling();
        this.perNetwork = new LoginDelay(settings.allowedFailuresPerNetwork(),
                BackoffDelay.of(settings.initialDelay(), settings.maxDelayPerNetwork()));
        this.perAccount = new LoginDelay(settings.allowedFailuresPerAccount(),
                BackoffDelay.of(settings.initialDelay(), settings.maxDelayPerAccount()));
        this.resetAfter = settings.resetAfter();
        this.knownNetworkRetention = settings.knownNetworkRetention();
        this.clock = clock;
    }

    /**
     * Records an attempt as a failure until its outcome is known.
     * @throws ProblemException 429 with {@code Retry-After} while the attempt is delayed
     */
    void recordAttempt(EmailAddress email, String network) {
        Instant now = now();
        Attempt attempt = new Attempt(email, network);
        Duration delay = this.transactions.execute((status) -> {
            Duration remaining = countFailure(attempt.networkKey(), this.perNetwork, now);
            if (remaining.isZero() && !isKnownNetwork(attempt, now)) {
                remaining = countFailure(attempt.accountKey(), this.perAccount, now);
            }
            if (!remaining.isZero()) {
                status.setRollbackOnly();
            }
            return remaining;
        });
        if (!delay.isZero()) {
            throw new ProblemException(TOO_MANY_FAILURES, "Wait for Retry-After before the next login to this account.")
                .retryAfter(delay);
        }
    }

    /** Withdraws an attempt whose password was not compared. */
    void withdrawAttempt(EmailAddress email, String network) {
        Attempt attempt = new Attempt(email, network);
        this.transactions.executeWithoutResult((status) -> {
            this.store.decrement(attempt.networkKey());
            this.store.decrement(attempt.accountKey());
        });
    }

    /** Records the success of an attempt: its network becomes known. */
    void recordSuccess(EmailAddress email, String network) {
        Instant now = now();
        Attempt attempt = new Attempt(email, network);
        this.transactions.executeWithoutResult((status) -> {
            this.store.reset(attempt.networkKey());
            if (!isKnownNetwork(attempt, now)) {
                this.store.decrement(attempt.accountKey());
            }
            this.store.addKnownNetwork(attempt.networkKey(), now);
        });
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void deleteExpired() {
        Instant now = now();
        this.store.deleteFailuresBefore(now.minus(this.resetAfter));
        this.store.deleteKnownNetworksBefore(now.minus(this.knownNetworkRetention));
    }

    /**
     * Counts a failure unless a delay is in effect.
     * @return the rest of that delay, or zero
     */
    private Duration countFailure(byte[] key, LoginDelay delay, Instant now) {
        LoginFailureStore.Failures previous = this.store.lock(key, now);
        if (previous.retryAt().isAfter(now)) {
            return Duration.between(now, previous.retryAt());
        }
        int failures = previous.lastFailureAt().isBefore(now.minus(this.resetAfter)) ? 1 : previous.count() + 1;
        this.store.update(key, new LoginFailureStore.Failures(failures, now.plus(delay.after(failures)), now));
        return Duration.ZERO;
    }

    private boolean isKnownNetwork(Attempt attempt, Instant now) {
        return this.store.isKnownNetwork(attempt.networkKey(), now.minus(this.knownNetworkRetention));
    }

    /**
     * The current time in the precision of the database; a finer one would leave a
     * fraction of a microsecond as a delay.
     */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A login to one account from one network. */
    private record Attempt(EmailAddress email, String network) {

        byte[] networkKey() {
            return Sha256.hash(this.email.value() + " " + this.network);
        }

        byte[] accountKey() {
            return Sha256.hash(this.email.value());
        }

    }

}
