/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import com.nimbusds.jwt.proc.JWTProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.streaming.gate.Viewer;
import dev.streamgate.suite.security.RevokedSessions;
import dev.streamgate.suite.security.TokenSession;

/**
 * Issues and verifies playback tokens: JWTs of type {@code playback+jwt}, signed with
 * HS256. A token carries attributes of the viewer, not a decision: access is decided for
 * each file, so that a changed rule is effective at once. Sessions are not stored; every
 * instance that has the key verifies the tokens of the others. Thread-safe.
 */
@Component
public class PlaybackSessions {

    /** The name of the token in the path or the query of a URL. */
    public static final String PARAMETER = "session";

    static final ProblemType INVALID = ProblemType.of("invalid-session", HttpStatus.UNAUTHORIZED,
            "The playback session is invalid");

    static final String ISSUER = "streaming-service";

    static final String AUDIENCE = "playback";

    static final JOSEObjectType TYPE = new JOSEObjectType("playback+jwt");

    static final String CONTENT = "content";

    private static final String ROLES = "roles";

    private static final String WALLET = "wallet";

    private static final int KEY_BYTES = 32;

    private static final int ID_BYTES = 12;

    private static final int MAX_LENGTH = 2048;

    private final SecureRandom random = new SecureRandom();

    private final SessionProperties properties;

    private final JWSSigner signer;

    private final JWTProcessor<SecurityContext> processor;

    private final ActiveViewers viewers;

    private final RevokedSessions revoked;

    private final Clock clock;

    PlaybackSessions(SessionProperties properties, ActiveViewers viewers, RevokedSessions revoked, Clock clock) {
        byte[] key = Base64.getDecoder().decode(properties.key());
        Assert.isTrue(key.length >= KEY_BYTES, "streamgate.streaming.session.key has less than 32 bytes");
        this.properties = properties;
        this.signer = signer(key);
        this.processor = processor(key, clock);
        this.viewers = viewers;
        this.revoked = revoked;
        this.clock = clock;
    }

    /**
     * Opens a session for a viewer who has access to the content.
     * @param login the login session of the viewer's token; the playback session ends
     * when that token is revoked
     */
    IssuedSession open(String contentId, Viewer viewer, @Nullable TokenSession login) {
        byte[] random = new byte[ID_BYTES];
        this.random.nextBytes(random);
        String id = Base64URL.encode(random).toString();
        Instant expiresAt = Instant
            .ofEpochSecond(this.clock.instant().plus(this.properties.lifetime()).getEpochSecond());
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(ISSUER)
            .audience(AUDIENCE)
            .expirationTime(Date.from(expiresAt))
            .jwtID(id)
            .subject(viewer.id())
            .claim(CONTENT, contentId)
            .claim(ROLES, List.copyOf(viewer.roles()))
            .claim(WALLET, viewer.wallet())
            .claim(TokenSession.ID_CLAIM, (login != null) ? login.id() : null)
            .claim(TokenSession.VERSION_CLAIM, (login != null) ? login.version() : null)
            .build();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), claims);
        try {
            token.sign(this.signer);
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return new IssuedSession(id, token.serialize(), expiresAt);
    }

    /**
     * Verifies a token.
     * @return the viewer for whom it was issued
     * @throws ProblemException 401 if it is forged, has expired, was issued for another
     * content, or if the viewer has logged out or has other roles now
     */
    public Viewer verify(String token, String contentId) {
        JWTClaimsSet claims = claims(token);
        try {
            if (!contentId.equals(claims.getStringClaim(CONTENT))) {
                throw invalid("The session was opened for another video.");
            }
            String login = claims.getStringClaim(TokenSession.ID_CLAIM);
            if (login != null && this.revoked
                .isRevoked(new TokenSession(login, claims.getIntegerClaim(TokenSession.VERSION_CLAIM)))) {
                throw invalid("The login has ended, or the viewer's roles have changed. Open a new session.");
            }
            List<String> roles = claims.getStringListClaim(ROLES);
            Viewer viewer = new Viewer(claims.getSubject(), (roles != null) ? Set.copyOf(roles) : Set.of(),
                    claims.getStringClaim(WALLET));
            this.viewers.record(claims.getJWTID());
            return viewer;
        }
        catch (ParseException ex) {
            throw invalid("The token is malformed.");
        }
    }

    private JWTClaimsSet claims(String token) {
        if (token.length() > MAX_LENGTH) {
            throw invalid("The token is malformed.");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            requireCanonical(jwt, token);
            return this.processor.process(jwt, null);
        }
        catch (ParseException ex) {
            throw invalid("The token is malformed.");
        }
        catch (ExpiredJWTException ex) {
            throw invalid("The session has expired. Open a new one.");
        }
        catch (BadJOSEException | JOSEException ex) {
            throw invalid("The token is not genuine.");
        }
    }

    /**
     * The parser ignores surrounding whitespace, and in the signature illegal characters
     * and unused bits, so that it reads one token from several texts. Only the text that
     * was issued is accepted.
     */
    private static void requireCanonical(SignedJWT jwt, String token) {
        String canonical = new String(jwt.getSigningInput(), StandardCharsets.UTF_8) + "."
                + Base64URL.encode(jwt.getSignature().decode());
        if (!canonical.equals(token)) {
            throw invalid("The token is not genuine.");
        }
    }

    private static JWSSigner signer(byte[] key) {
        try {
            return new MACSigner(key);
        }
        catch (JOSEException ex) {
            throw new IllegalArgumentException(ex);
        }
    }

    private static JWTProcessor<SecurityContext> processor(byte[] key, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(key)));
        var claims = new DefaultJWTClaimsVerifier<SecurityContext>(AUDIENCE,
                new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("exp", "jti", CONTENT)) {

            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }

        };
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(INVALID, detail).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    /**
     * A new session.
     *
     * @param id its id, for support and logs
     * @param token its token
     * @param expiresAt when it expires
     */
    record IssuedSession(String id, String token, Instant expiresAt) {
    }

}
