/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.identity;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.digest.Sha256;

/** The hashed secrets of services. Immutable. */
@Component
class ServiceSecrets {

    private static final int MIN_LENGTH = 24;

    private static final String NAME = "[a-z][a-z0-9-]{0,31}";

    /** Compared for an unknown service; not the hash of any secret. */
    private static final byte[] NO_HASH = new byte[32];

    private final Map<String, byte[]> hashes;

    ServiceSecrets(AuthProperties properties) {
        this.hashes = properties.serviceSecrets()
            .entrySet()
            .stream()
            .filter((entry) -> StringUtils.hasText(entry.getValue()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                    (entry) -> Sha256.hash(validated(entry.getKey(), entry.getValue()))));
    }

    /** Whether the secret belongs to the service, in constant time. */
    boolean matches(String name, String secret) {
        return MessageDigest.isEqual(this.hashes.getOrDefault(name, NO_HASH), Sha256.hash(secret));
    }

    private static String validated(String name, String secret) {
        String property = "streamgate.auth.service-secrets.%s (STREAMGATE_SERVICE_SECRETS_%s)".formatted(name,
                name.toUpperCase(Locale.ROOT));
        if (!name.matches(NAME)) {
            throw new InvalidConfigurationException(property + " is not the name of a service.",
                    "Use lower-case letters, digits and hyphens.");
        }
        if (secret.length() < MIN_LENGTH) {
            throw new InvalidConfigurationException(
                    "%s has %d characters, fewer than %d.".formatted(property, secret.length(), MIN_LENGTH),
                    "Generate one with `openssl rand -hex 24` and set it as the service's STREAMGATE_SERVICE_SECRET too.");
        }
        return secret;
    }

}
