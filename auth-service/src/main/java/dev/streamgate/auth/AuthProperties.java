/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of auth-service. Secrets are checked where they are used, so that no message
 * about a wrong one ever shows it.
 *
 * @param keyEncryptionKey 32 bytes in Base64; the private signing keys are encrypted
 * under it in the database. There is no default.
 * @param serviceSecrets What each service of the suite proves itself with, by its name;
 * one without a secret gets no token.
 * @param defaultRoles Roles of who registers.
 * @param tokens How long tokens hold.
 * @param keys When signing keys change.
 * @param passwords What hashing a password costs.
 * @param signIn When wrong passwords are braked.
 * @param firstAdmin The account that the first start makes.
 */
@Validated
@ConfigurationProperties("streamgate.auth")
public record AuthProperties(@Nullable String keyEncryptionKey, @DefaultValue Map<String, String> serviceSecrets,
        @DefaultValue( {
                "viewer", "creator" }) Set<@Pattern(regexp = "viewer|creator|operator") String> defaultRoles,
        @Valid @DefaultValue Tokens tokens, @Valid @DefaultValue Keys keys, @Valid @DefaultValue Passwords passwords,
        @Valid @DefaultValue SignIn signIn, @Valid @DefaultValue FirstAdmin firstAdmin){

    /**
     * How long tokens hold.
     *
     * @param issuer The {@code iss} of every token.
     * @param audience The {@code aud} of every token.
     * @param access Life of a user's access token.
     * @param service Life of a service's access token.
     * @param session Life of a session, however often its refresh token is renewed.
     * @param sessionsPerUser Sessions that a user may have; one more ends the oldest.
     */
    public record Tokens(@NotBlank @DefaultValue("streamgate") String issuer,
            @NotBlank @DefaultValue("streamgate") String audience,
            @DurationMin(seconds = 30) @DurationMax(hours = 24) @DefaultValue("15m") Duration access,
            @DurationMin(minutes = 2) @DurationMax(hours = 24) @DefaultValue("10m") Duration service,
            @DurationMin(minutes = 1) @DefaultValue("30d") Duration session,
            @Min(1) @Max(10_000) @DefaultValue("100") int sessionsPerUser) {
    }

    /**
     * When signing keys change.
     *
     * @param rotateEvery How long a key signs.
     * @param publishAhead How long a key is published before it signs: longer than the
     * key set may be cached (5 minutes by HTTP, 5 in each resource server).
     * @param checkEvery How often each instance looks whether keys have changed or must.
     */
    public record Keys(@DurationMin(hours = 1) @DefaultValue("30d") Duration rotateEvery,
            @DurationMin(minutes = 12) @DefaultValue("15m") Duration publishAhead,
            @DurationMin(seconds = 1) @DefaultValue("1m") Duration checkEvery) {
    }

    /**
     * What hashing a password costs: Argon2id, OWASP's smallest recommended parameters.
     *
     * @param memory Memory of one hash.
     * @param iterations Passes over that memory.
     * @param concurrency Hashes made at once; together they take that many times the
     * memory.
     * @param queueTimeout How long a request waits for its turn before it is told to come
     * back.
     */
    public record Passwords(@DefaultValue("19MB") DataSize memory, @Min(1) @Max(64) @DefaultValue("2") int iterations,
            @Min(1) @Max(256) @DefaultValue("2") int concurrency, @DefaultValue("5s") Duration queueTimeout) {

        private static final DataSize LEAST_MEMORY = DataSize.ofKilobytes(8);

        private static final DataSize MOST_MEMORY = DataSize.ofGigabytes(1);

        /** Checks what Argon2 and a heap can take. */
        public Passwords {
            Assert.isTrue(memory.compareTo(LEAST_MEMORY) >= 0 && memory.compareTo(MOST_MEMORY) <= 0,
                    "streamgate.auth.passwords.memory is 8KB to 1GB");
        }

    }

    /**
     * When wrong passwords are braked. Failures are counted for an account and one
     * network, and for an account over all networks that it has not signed in from.
     *
     * @param freeFailures Failures from one network before the first wait.
     * @param freeFailuresOverall Failures from unfamiliar networks together before the
     * first wait.
     * @param firstWait The first wait; each further failure doubles it.
     * @param longestWait The longest wait for one network.
     * @param longestWaitOverall The longest wait for unfamiliar networks together: short,
     * since it also stops an owner who travels.
     * @param forgetAfter When failures are forgotten.
     * @param familiarFor How long a network stays familiar after a sign-in.
     */
    public record SignIn(@Min(1) @DefaultValue("10") int freeFailures,
            @Min(1) @DefaultValue("50") int freeFailuresOverall,
            @DurationMin(millis = 1) @DefaultValue("1s") Duration firstWait, @DefaultValue("5m") Duration longestWait,
            @DefaultValue("30s") Duration longestWaitOverall, @DefaultValue("1h") Duration forgetAfter,
            @DefaultValue("30d") Duration familiarFor) {
    }

    /**
     * The account that the first start makes.
     *
     * @param email Its e-mail.
     * @param password Its password; generated and logged once when empty. Later starts
     * ignore it.
     */
    public record FirstAdmin(@NotEmpty @DefaultValue("admin@streamgate.local") String email,
            @Nullable String password) {
    }

}
