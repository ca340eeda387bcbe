/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

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
 * Obtains this service's access token with the client credentials grant (RFC 6749, 4.4)
 * and caches it until shortly before its expiry. While the issuer is unavailable the
 * cached token is used until it expires. Thread-safe; requests to the issuer are
 * single-flight.
 */
public class ServiceTokens {

    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final RestClient client;

    private final URI tokenUri;

    private final String name;

    private final String secret;

    private final Clock clock;

    private final ReentrantLock renewal = new ReentrantLock();

    private volatile @Nullable CachedToken cached;

    private volatile @Nullable Failure failure;

    ServiceTokens(RestClient client, URI tokenUri, String name, String secret, Clock clock) {
        this.client = client;
        this.tokenUri = tokenUri;
        this.name = name;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * Returns a valid access token. While a caller renews it, the others get the one that
     * is still valid, or wait for its result.
     * @return the encoded token
     * @throws RestClientException if no valid token is cached and the issuer returns none
     */
    public String get() {
        CachedToken current = this.cached;
        Instant now = this.clock.instant();
        if (current != null && now.isBefore(current.renewAt())) {
            return current.token();
        }
        if (current != null && now.isBefore(current.expiresAt())) {
            if (!this.renewal.tryLock()) {
                return current.token();
            }
        }
        else {
            this.renewal.lock();
        }
        try {
            return renewed().token();
        }
        finally {
            this.renewal.unlock();
        }
    }

    /** Renews the token unless another caller just has, or just has failed to. */
    private CachedToken renewed() {
        CachedToken current = this.cached;
        Instant now = this.clock.instant();
        if (current != null && now.isBefore(current.renewAt())) {
            return current;
        }
        Failure last = this.failure;
        if (last != null && now.isBefore(last.retryAt())) {
            throw last.exception();
        }
        try {
            CachedToken renewed = request(now);
            this.cached = renewed;
            this.failure = null;
            return renewed;
        }
        catch (RestClientException ex) {
            // The request may have taken longer than the interval.
            Instant retryAt = this.clock.instant().plus(RETRY_INTERVAL);
            if (current == null || !this.clock.instant().isBefore(current.expiresAt())) {
                this.failure = new Failure(ex, retryAt);
                throw ex;
            }
            CachedToken kept = new CachedToken(current.token(), retryAt, current.expiresAt());
            this.cached = kept;
            return kept;
        }
    }

    private CachedToken request(Instant now) {
        LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "client_credentials");
        TokenResponse response = this.client.post()
            .uri(this.tokenUri)
            .headers((headers) -> headers.setBasicAuth(this.name, this.secret))
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .body(form)
            .retrieve()
            .requiredBody(TokenResponse.class);
        Instant expires = now.plusSeconds(response.expiresIn());
        return new CachedToken(response.accessToken(), expires.minus(RENEW_BEFORE), expires);
    }

    private record Failure(RestClientException exception, Instant retryAt) {
    }

    private record CachedToken(String token, Instant renewAt, Instant expiresAt) {
    }

    private record TokenResponse(@JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn) {
    }

}
