/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Slows down who guesses passwords. An attempt counts as a failure until it has
 * succeeded, so guesses made at once gain nothing; an attempt that is refused counts for
 * nothing, so a wait always ends. Unknown e-mails are treated as known ones.
 * <p>
 * A stranger cannot lock an owner out: failures count for the account and the stranger's
 * network, and what many networks do together stops only networks that the owner has not
 * signed in from, and those for short times.
 */
@Component
class LoginThrottle {

    /** So many sign-ins have failed that the next must wait. */
    static final ProblemType TOO_MANY_FAILURES = ProblemType.of("too-many-failed-sign-ins",
            HttpStatus.TOO_MANY_REQUESTS, "Too many failed sign-ins");

    private final JdbcClient jdbc;

    private final TransactionTemplate transactions;

    private final LoginDelay oneNetwork;

    private final LoginDelay allNetworks;

    private final Duration forgetAfter;

    private final Duration familiarFor;

    private final Clock clock;

    LoginThrottle(JdbcClient jdbc, PlatformTransactionManager transactions, AuthProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        AuthProperties.SignIn settings = properties.signIn();
        this.oneNetwork = new LoginDelay(settings.freeFailures(), settings.firstWait(), settings.longestWait());
        this.allNetworks = new LoginDelay(settings.freeFailuresOverall(), settings.firstWait(),
                settings.longestWaitOverall());
        this.forgetAfter = settings.forgetAfter();
        this.familiarFor = settings.familiarFor();
        this.clock = clock;
    }

    /**
     * Lets an attempt pass and counts it as failed for the time being.
     * @throws ProblemException (429 with {@code Retry-After}) when it must wait
     */
    void admit(EmailAddress email, String network) {
        Instant now = now();
        Attempt attempt = new Attempt(email, network);
        Duration wait = this.transactions.execute((status) -> {
            Duration left = count(attempt.here(), this.oneNetwork, now);
            if (left.isZero() && !isFamiliar(attempt, now)) {
                left = count(attempt.overall(), this.allNetworks, now);
            }
            if (!left.isZero()) {
                status.setRollbackOnly();
            }
            return left;
        });
        if (!wait.isZero()) {
            throw new ProblemException(TOO_MANY_FAILURES, "Wait before you try this account again.").retryAfter(wait);
        }
    }

    /** Takes back that the attempt failed: the password was never compared. */
    void withdraw(EmailAddress email, String network) {
        Attempt attempt = new Attempt(email, network);
        this.transactions.executeWithoutResult((status) -> {
            discount(attempt.here());
            discount(attempt.overall());
        });
    }

    /** The attempt has succeeded: its network is the owner's. */
    void succeeded(EmailAddress email, String network) {
        Instant now = now();
        Attempt attempt = new Attempt(email, network);
        this.transactions.executeWithoutResult((status) -> {
            this.jdbc.sql("DELETE FROM sign_in_failures WHERE key = ?").param(attempt.here()).update();
            if (!isFamiliar(attempt, now)) {
                discount(attempt.overall());
            }
            this.jdbc.sql("""
                    INSERT INTO familiar_network (key, last_at) VALUES (?, ?)
                    ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at""")
                .params(attempt.here(), Timestamp.from(now))
                .update();
        });
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        Instant now = now();
        this.jdbc.sql("DELETE FROM sign_in_failures WHERE last_at < ?")
            .param(Timestamp.from(now.minus(this.forgetAfter)))
            .update();
        this.jdbc.sql("DELETE FROM familiar_network WHERE last_at < ?")
            .param(Timestamp.from(now.minus(this.familiarFor)))
            .update();
    }

    /**
     * Counts one more failure unless a wait is running.
     * @return what is left of that wait, or zero
     */
    private Duration count(byte[] key, LoginDelay loginDelay, Instant now) {
        this.jdbc.sql("""
                INSERT INTO sign_in_failures (key, failures, retry_at, last_at) VALUES (?, 0, ?, ?)
                ON CONFLICT (key) DO NOTHING""").params(key, Timestamp.from(now), Timestamp.from(now)).update();
        Failures before = this.jdbc
            .sql("SELECT failures, retry_at, last_at FROM sign_in_failures WHERE key = ? FOR UPDATE")
            .param(key)
            .query((row, number) -> new Failures(row.getInt("failures"), row.getTimestamp("retry_at").toInstant(),
                    row.getTimestamp("last_at").toInstant()))
            .single();
        if (before.retryAt().isAfter(now)) {
            return Duration.between(now, before.retryAt());
        }
        int failures = before.lastAt().isBefore(now.minus(this.forgetAfter)) ? 1 : before.count() + 1;
        this.jdbc.sql("UPDATE sign_in_failures SET failures = ?, retry_at = ?, last_at = ? WHERE key = ?")
            .params(failures, Timestamp.from(now.plus(loginDelay.after(failures))), Timestamp.from(now), key)
            .update();
        return Duration.ZERO;
    }

    private void discount(byte[] key) {
        this.jdbc.sql("""
                UPDATE sign_in_failures SET failures = greatest(failures - 1, 0), retry_at = last_at
                WHERE key = ?""").param(key).update();
    }

    private boolean isFamiliar(Attempt attempt, Instant now) {
        return this.jdbc.sql("SELECT count(*) FROM familiar_network WHERE key = ? AND last_at >= ?")
            .params(attempt.here(), Timestamp.from(now.minus(this.familiarFor)))
            .query(Long.class)
            .single() > 0;
    }

    /** As precise as the database keeps it, or it would round a wait up from nothing. */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Failures(int count, Instant retryAt, Instant lastAt) {
    }

    /** One account, tried from one network. */
    private record Attempt(EmailAddress email, String network) {

        byte[] here() {
            return Sha256.hash(this.email.value() + " " + this.network);
        }

        byte[] overall() {
            return Sha256.hash(this.email.value());
        }

    }

}
