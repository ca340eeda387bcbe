/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.auth.key.SigningKeys;
import dev.streamgate.suite.security.TokenKind;
import dev.streamgate.suite.security.TokenSession;

/**
 * Verifies tokens with the keys in memory instead of a request to its own key set, and
 * more strictly than the other services: a token becomes invalid when its session ends,
 * not only when it expires, and its roles are those that its user has now.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, ActiveSessions sessions, AuthProperties properties, Clock clock) {
        JWKSource<SecurityContext> source = (selector, context) -> selector.select(keys.publicKeys());
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(source)
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setClock(clock);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(properties.tokens().issuer()),
                        TokenKind.validator(properties.tokens().audience(), properties.tokens().serviceAudience())));
        return (token) -> withPresentRoles(decoder.decode(token), sessions);
    }

    /** The roles of a user's token are those in the database, not those at its issue. */
    private static Jwt withPresentRoles(Jwt token, ActiveSessions sessions) {
        if (token.getSubject() == null) {
            throw new BadJwtException("The token has no subject");
        }
        if (TokenKind.isService(token.getSubject())) {
            return token;
        }
        try {
            TokenSession session = TokenSession.of(token)
                .orElseThrow(() -> new BadJwtException("The token has no session"));
            ActiveSessions.ActiveSession active = sessions.find(session.id())
                .filter((found) -> session.version() >= found.tokenVersion())
                .orElseThrow(() -> new BadJwtException("The token's session has ended, or its user has other roles"));
            return Jwt.withTokenValue(token.getTokenValue())
                .headers((headers) -> headers.putAll(token.getHeaders()))
                .claims((claims) -> claims.putAll(token.getClaims()))
                .claim("roles", List.copyOf(active.roles()))
                .build();
        }
        catch (DataAccessException ex) {
            throw new JwtException("Sessions cannot be read", ex);
        }
    }

}
