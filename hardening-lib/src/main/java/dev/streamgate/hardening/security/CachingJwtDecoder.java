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
 * Computes a token's signature once and remembers that it held. What may change its mind,
 * the time above all, is asked each time. A key that the issuer takes back counts for
 * tokens seen here until their entry ends, so the cache's time is added to that of the
 * keys. Only what holds is kept: nobody fills the cache with made-up tokens. Safe for
 * threads.
 */
final class CachingJwtDecoder implements JwtDecoder {

    private final JwtDecoder decoder;

    private final OAuth2TokenValidator<Jwt> claims;

    private final Cache verified;

    /**
     * Puts a cache before a decoder.
     * @param decoder verifies the signature and the claims
     * @param claims verifies the claims alone
     * @param verified tokens by their text
     */
    CachingJwtDecoder(JwtDecoder decoder, OAuth2TokenValidator<Jwt> claims, Cache verified) {
        this.decoder = decoder;
        this.claims = claims;
        this.verified = verified;
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = this.verified.get(token, Jwt.class);
        if (known == null) {
            Jwt jwt = this.decoder.decode(token);
            this.verified.put(token, jwt);
            return jwt;
        }
        OAuth2TokenValidatorResult result = this.claims.validate(known);
        if (result.hasErrors()) {
            String why = result.getErrors().stream().map(OAuth2Error::getDescription).collect(Collectors.joining("; "));
            throw new JwtValidationException(why, result.getErrors());
        }
        return known;
    }

}
