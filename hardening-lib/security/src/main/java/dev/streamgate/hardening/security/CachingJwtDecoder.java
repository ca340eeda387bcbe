/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.util.stream.Collectors;

import org.springframework.cache.Cache;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Caches tokens whose signature is valid, and validates their claims (expiry, issuer) on
 * every use. A key that the issuer revokes remains effective for cached tokens until
 * their entry expires, in addition to the key cache's time. Invalid tokens are never
 * cached, so forged tokens cannot fill the cache. Thread-safe.
 */
final class CachingJwtDecoder implements JwtDecoder {

    private final JwtDecoder decoder;

    private final OAuth2TokenValidator<Jwt> claims;

    private final Cache verified;

    /**
     * Creates a caching decoder.
     * @param decoder verifies signature and claims
     * @param claims validates the claims alone
     * @param verified cache of verified tokens by their encoded form
     */
    CachingJwtDecoder(JwtDecoder decoder, OAuth2TokenValidator<Jwt> claims, Cache verified) {
        this.decoder = decoder;
        this.claims = claims;
        this.verified = verified;
    }

    @Override
    public Jwt decode(String token) {
        Jwt cached = this.verified.get(token, Jwt.class);
        if (cached == null) {
            Jwt jwt = this.decoder.decode(token);
            this.verified.put(token, jwt);
            return jwt;
        }
        OAuth2TokenValidatorResult result = this.claims.validate(cached);
        if (result.hasErrors()) {
            String errors = result.getErrors()
                .stream()
                .map(OAuth2Error::getDescription)
                .collect(Collectors.joining("; "));
            throw new JwtValidationException(errors, result.getErrors());
        }
        return cached;
    }

}
