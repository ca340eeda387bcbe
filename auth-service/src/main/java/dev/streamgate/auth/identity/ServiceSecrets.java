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

/** What services prove their names with; kept as hashes. Immutable. */
@Component
class ServiceSecrets {

    private static final int SHORTEST = 24;

    private static final String NAME = "[a-z][a-z0-9-]{0,31}";

    /** No secret has this hash. */
    private static final byte[] NONE = new byte[32];

    private final Map<String, byte[]> hashes;

    ServiceSecrets(AuthProperties properties) {
        this.hashes = properties.serviceSecrets()
            .entrySet()
            .stream()
            .filter((entry) -> StringUtils.hasText(entry.getValue()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                    (entry) -> Sha256.hash(checked(entry.getKey(), entry.getValue()))));
    }

    /**
     * Whether the secret is the service's; takes as long for a wrong one and for an
     * unknown service.
     */
    boolean matches(String name, String secret) {
        return MessageDigest.isEqual(this.hashes.getOrDefault(name, NONE), Sha256.hash(secret));
    }

    private static String checked(String name, String secret) {
        String setting = "streamgate.auth.service-secrets.%s (STREAMGATE_SERVICE_SECRETS_%s)".formatted(name,
                name.toUpperCase(Locale.ROOT));
        if (!name.matches(NAME)) {
            throw new InvalidConfigurationException(setting + " is not the name of a service.",
                    "Use lower-case letters, digits and hyphens.");
        }
        if (secret.length() < SHORTEST) {
            throw new InvalidConfigurationException(
                    "%s has %d characters, fewer than %d.".formatted(setting, secret.length(), SHORTEST),
                    "Make one with `openssl rand -hex 24` and give the service the same as STREAMGATE_SERVICE_SECRET.");
        }
        return secret;
    }

}
