/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Component;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.auth.key.SigningKey;
import dev.streamgate.auth.key.SigningKeys;
import dev.streamgate.suite.security.TokenKind;
import dev.streamgate.suite.security.TokenSession;

/** Issues access tokens: JWTs signed with ES256. Thread-safe. */
@Component
public class AccessTokens {

    private final SigningKeys keys;

    private final AuthProperties.Tokens settings;

    private final Clock clock;

    AccessTokens(SigningKeys keys, AuthProperties properties, Clock clock) {
        this.keys = keys;
        this.settings = properties.tokens();
        this.clock = clock;
    }

    /** Issues a token for a user in a login session. */
    public AccessToken issueForUser(String userId, Collection<String> roles, TokenSession session) {
        return sign(
                new JWTClaimsSet.Builder().subject(userId)
                    .claim("roles", List.copyOf(roles))
                    .claim(TokenSession.ID_CLAIM, session.id())
                    .claim(TokenSession.VERSION_CLAIM, session.version()),
                this.settings.audience(), this.settings.accessLifetime());
    }

    /** Issues a token for a service of the suite. */
    public AccessToken issueForService(String name) {
        return sign(
                new JWTClaimsSet.Builder().subject(TokenKind.serviceSubject(name)).claim("roles", List.of("service")),
                this.settings.serviceAudience(), this.settings.serviceLifetime());
    }

    private AccessToken sign(JWTClaimsSet.Builder claims, String audience, Duration lifetime) {
        SigningKey key = this.keys.active();
        Instant now = this.clock.instant();
        claims.issuer(this.settings.issuer())
            .audience(audience)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString());
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.kid()).build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new ECDSASigner(key.jwk()));
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return new AccessToken(token.serialize(), lifetime.toSeconds());
    }

}
