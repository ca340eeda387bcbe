/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

import java.time.Clock;
import java.time.Duration;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.auth.key.SigningKeys;

/**
 * Verifies tokens with the keys in memory instead of a request to its own key set, and
 * more strictly than the other services: a token becomes invalid when its session ends,
 * not only when it expires.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, SessionRevocationCheck sessions, AuthProperties properties, Clock clock) {
        JWKSource<SecurityContext> source = (selector, context) -> selector.select(keys.publicKeys());
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(source)
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setClock(clock);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(properties.tokens().issuer()),
                        new JwtAudienceValidator(properties.tokens().audience())));
        return (token) -> requireActiveSession(decoder.decode(token), sessions);
    }

    private static Jwt requireActiveSession(Jwt token, SessionRevocationCheck sessions) {
        if (token.getSubject() == null) {
            throw new BadJwtException("The token has no subject");
        }
        if (token.getSubject().startsWith(AccessTokens.SERVICE_PREFIX)) {
            return token;
        }
        String session = token.getClaimAsString(AccessTokens.SESSION_CLAIM);
        try {
            if (session == null || !sessions.isActive(session)) {
                throw new BadJwtException("The token's session has ended");
            }
        }
        catch (DataAccessException ex) {
            throw new JwtException("Sessions cannot be read", ex);
        }
        return token;
    }

}
