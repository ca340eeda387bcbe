/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.problem.ProblemException;

/**
 * Asks an outside service whether a password was disclosed by a breach, if its address is
 * set. The service learns the first five of forty digits of the password's SHA-1 and
 * answers with all hashes that begin with them (k-anonymity, the range protocol of Have I
 * Been Pwned). While it does not answer, passwords are accepted. Thread-safe.
 */
@Component
class BreachedPasswords {

    private static final Logger log = LoggerFactory.getLogger(BreachedPasswords.class);

    private static final int PREFIX = 5;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final @Nullable RestClient client;

    BreachedPasswords(AuthProperties properties) {
        URI address = properties.passwords().breachCheckUrl();
        this.client = (address != null) ? RestClient.builder()
            .baseUrl(address)
            .requestFactory(ClientHttpRequestFactoryBuilder.detect()
                .build(HttpClientSettings.defaults().withTimeouts(TIMEOUT, TIMEOUT)))
            .defaultHeader("Add-Padding", "true")
            .build() : null;
    }

    /**
     * Requires that no breach has disclosed a password. Sends a request, so it has no
     * place in a transaction.
     * @throws ProblemException 400 if one has
     */
    void check(String password) {
        if (this.client == null) {
            return;
        }
        String hash = sha1(password);
        try {
            String range = this.client.get().uri("/{prefix}", hash.substring(0, PREFIX)).retrieve().body(String.class);
            String rest = hash.substring(PREFIX) + ":";
            // Padding has the count 0.
            if (range != null && range.lines()
                .anyMatch((line) -> line.regionMatches(true, 0, rest, 0, rest.length()) && !line.endsWith(":0"))) {
                throw new ProblemException(PasswordPolicy.WEAK_PASSWORD, "A breach has disclosed the password.");
            }
        }
        catch (RestClientException ex) {
            log.warn("A password was accepted without the check for breaches, whose service does not answer: {}",
                    ex.getMessage());
        }
    }

    private static String sha1(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(hash);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
