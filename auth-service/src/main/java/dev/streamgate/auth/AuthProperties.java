/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth;

import java.net.URI;
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
 * Settings of auth-service. Secrets are validated where they are used, so that validation
 * messages cannot contain them.
 *
 * @param keyEncryptionKey 32 bytes in Base64 that encrypt the private signing keys in the
 * database. Required.
 * @param serviceSecrets Secrets of the services by name; a service without one gets no
 * token.
 * @param registration Whether users may register; otherwise only the initial
 * administrator has an account.
 * @param defaultRoles Roles of a new account.
 * @param tokens Lifetimes of tokens and sessions.
 * @param keys Rotation of signing keys.
 * @param passwords Cost of password hashing.
 * @param loginThrottling Throttling of failed logins.
 * @param initialAdmin The administrator account that the first start creates.
 */
@Validated
@ConfigurationProperties("streamgate.auth")
public record AuthProperties(@Nullable String keyEncryptionKey, @DefaultValue Map<String, String> serviceSecrets,
        @DefaultValue("true") boolean registration, @DefaultValue( {
                "viewer", "creator" }) Set<@Pattern(regexp = "viewer|creator|operator") String> defaultRoles,
        @Valid @DefaultValue Tokens tokens, @Valid @DefaultValue Keys keys, @Valid @DefaultValue Passwords passwords,
        @Valid @DefaultValue LoginThrottling loginThrottling, @Valid @DefaultValue InitialAdmin initialAdmin){

    /**
     * Lifetimes of tokens and sessions.
     *
     * @param issuer The {@code iss} claim of every token.
     * @param audience The {@code aud} claim of users' tokens.
     * @param serviceAudience The {@code aud} claim of services' tokens.
     * @param accessLifetime Lifetime of a user's access token.
     * @param serviceLifetime Lifetime of a service's access token.
     * @param sessionLifetime Lifetime of a session, regardless of refreshes.
     * @param revocationRetention Time for which services remember a revoked token: longer
     * than access tokens and playback sessions are valid.
     * @param maxSessionsPerUser Sessions of one user at a time; a further login ends the
     * oldest.
     */
    public record Tokens(@NotBlank @DefaultValue("streamgate") String issuer,
            @NotBlank @DefaultValue("streamgate") String audience,
            @NotBlank @DefaultValue("streamgate-services") String serviceAudience,
            @DurationMin(seconds = 30) @DurationMax(hours = 24) @DefaultValue("15m") Duration accessLifetime,
            @DurationMin(minutes = 2) @DurationMax(hours = 24) @DefaultValue("10m") Duration serviceLifetime,
            @DurationMin(minutes = 1) @DefaultValue("30d") Duration sessionLifetime,
            @DurationMin(minutes = 1) @DefaultValue("24h") Duration revocationRetention,
            @Min(1) @Max(10_000) @DefaultValue("100") int maxSessionsPerUser) {
    }

    /**
     * Rotation of signing keys.
     *
     * @param rotationInterval Period for which a key signs.
     * @param activationDelay Period for which a key is published before it signs: longer
     * than the key set may be cached (5 minutes by HTTP, 5 in each resource server).
     * @param checkInterval Interval at which each instance reloads the keys and rotates
     * those that are due.
     */
    public record Keys(@DurationMin(hours = 1) @DefaultValue("30d") Duration rotationInterval,
            @DurationMin(minutes = 12) @DefaultValue("15m") Duration activationDelay,
            @DurationMin(seconds = 1) @DefaultValue("1m") Duration checkInterval) {
    }

    /**
     * Cost of password hashing by Argon2id; the defaults are OWASP's minimum.
     *
     * @param memory Memory of one hash.
     * @param iterations Passes over that memory.
     * @param concurrency Hashes computed at the same time; heap usage is this number
     * times the memory.
     * @param queueTimeout Time for which a request waits for a hash before it is
     * rejected.
     * @param breachCheckUrl Address of a service that tells which passwords a breach has
     * disclosed, by the range protocol of Have I Been Pwned, for instance
     * {@code https://api.pwnedpasswords.com/range}; without it the list of common
     * passwords is all that is compared.
     */
    public record Passwords(@DefaultValue("19MB") DataSize memory, @Min(1) @Max(64) @DefaultValue("2") int iterations,
            @Min(1) @Max(256) @DefaultValue("2") int concurrency, @DefaultValue("5s") Duration queueTimeout,
            @Nullable URI breachCheckUrl) {

        private static final DataSize MIN_MEMORY = DataSize.ofKilobytes(8);

        private static final DataSize MAX_MEMORY = DataSize.ofGigabytes(1);

        /** Validates the range of the memory. */
        public Passwords {
            Assert.isTrue(memory.compareTo(MIN_MEMORY) >= 0 && memory.compareTo(MAX_MEMORY) <= 0,
                    "streamgate.auth.passwords.memory is 8KB to 1GB");
        }

    }

    /**
     * Throttling of failed logins. Failures are counted per account and network, and per
     * account over all networks without a recent successful login.
     *
     * @param allowedFailuresPerNetwork Failures from one network before the first delay.
     * @param allowedFailuresPerAccount Failures from all unknown networks before the
     * first delay.
     * @param initialDelay The first delay; each further failure doubles it.
     * @param maxDelayPerNetwork The longest delay for one network.
     * @param maxDelayPerAccount The longest delay for unknown networks; short, since it
     * also affects the account's owner on a new network.
     * @param resetAfter Time without failures after which the count is reset.
     * @param knownNetworkRetention Time for which a network is known after a login.
     */
    public record LoginThrottling(@Min(1) @DefaultValue("10") int allowedFailuresPerNetwork,
            @Min(1) @DefaultValue("50") int allowedFailuresPerAccount,
            @DurationMin(millis = 1) @DefaultValue("1s") Duration initialDelay,
            @DefaultValue("5m") Duration maxDelayPerNetwork, @DefaultValue("30s") Duration maxDelayPerAccount,
            @DefaultValue("1h") Duration resetAfter, @DefaultValue("30d") Duration knownNetworkRetention) {
    }

    /**
     * The administrator account that the first start creates.
     *
     * @param email Its e-mail address.
     * @param password Its password; generated and logged once if empty. Has no effect
     * once an administrator exists.
     */
    public record InitialAdmin(@NotEmpty @DefaultValue("admin@streamgate.local") String email,
            @Nullable String password) {
    }

}
