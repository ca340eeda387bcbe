/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The token with which this service calls the others: client credentials (RFC 6749, 4.4),
 * kept until shortly before it expires. While the issuer is down the last token is used
 * as long as it is valid. Safe for threads; one of them fetches.
 */
public class ServiceTokens {

    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RestClient client;

    private final URI tokenUri;

    private final String name;

    private final String secret;

    private final Clock clock;

    private final ReentrantLock fetching = new ReentrantLock();

    private volatile @Nullable Held held;

    ServiceTokens(RestClient client, URI tokenUri, String name, String secret, Clock clock) {
        this.client = client;
        this.tokenUri = tokenUri;
        this.name = name;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * A token that is valid now.
     * @throws RestClientException when there is none and the issuer gives none
     */
    public String get() {
        Held present = this.held;
        Instant now = this.clock.instant();
        if (present != null && now.isBefore(present.renewAt())) {
            return present.token();
        }
        this.fetching.lock();
        try {
            present = this.held;
            if (present == null || !now.isBefore(present.renewAt())) {
                present = renew(present, now);
                this.held = present;
            }
            return present.token();
        }
        finally {
            this.fetching.unlock();
        }
    }

    private Held renew(@Nullable Held present, Instant now) {
        try {
            LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
            form.add("grant_type", "client_credentials");
            Grant grant = this.client.post()
                .uri(this.tokenUri)
                .headers((headers) -> headers.setBasicAuth(this.name, this.secret))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .requiredBody(Grant.class);
            Instant expires = now.plusSeconds(grant.expiresIn());
            return new Held(grant.accessToken(), expires.minus(RENEW_BEFORE), expires);
        }
        catch (RestClientException ex) {
            if (present == null || !now.isBefore(present.expiresAt())) {
                throw ex;
            }
            return new Held(present.token(), now.plus(RETRY_AFTER), present.expiresAt());
        }
    }

    private record Held(String token, Instant renewAt, Instant expiresAt) {
    }

    private record Grant(@JsonProperty("access_token") String accessToken, @JsonProperty("expires_in") long expiresIn) {
    }

}
