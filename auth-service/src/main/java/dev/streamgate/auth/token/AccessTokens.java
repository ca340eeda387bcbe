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

/** Issues access tokens: ES256 JWTs. Safe for threads. */
@Component
public class AccessTokens {

    /** Starts the subject of every service. */
    static final String SERVICE = "service:";

    /** Names the claim with the session that a user's token belongs to. */
    public static final String SESSION = "sid";

    private final SigningKeys keys;

    private final AuthProperties.Tokens settings;

    private final Clock clock;

    AccessTokens(SigningKeys keys, AuthProperties properties, Clock clock) {
        this.keys = keys;
        this.settings = properties.tokens();
        this.clock = clock;
    }

    /** A token of a user in a session. */
    public AccessToken forUser(String userId, Collection<String> roles, String sessionId) {
        return sign(
                new JWTClaimsSet.Builder().subject(userId).claim("roles", List.copyOf(roles)).claim(SESSION, sessionId),
                this.settings.access());
    }

    /** A token of a service of the suite. */
    public AccessToken forService(String name) {
        return sign(new JWTClaimsSet.Builder().subject(SERVICE + name).claim("roles", List.of("service")),
                this.settings.service());
    }

    private AccessToken sign(JWTClaimsSet.Builder claims, Duration life) {
        SigningKey key = this.keys.signing();
        Instant now = this.clock.instant();
        claims.issuer(this.settings.issuer())
            .audience(this.settings.audience())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .jwtID(UUID.randomUUID().toString());
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.kid()).build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new ECDSASigner(key.jwk()));
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return new AccessToken(token.serialize(), life.toSeconds());
    }

}
