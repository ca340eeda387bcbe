/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.streaming.gate.Viewer;
import dev.streamgate.suite.security.Revocation;
import dev.streamgate.suite.security.RevokedSessions;
import dev.streamgate.suite.security.TokenSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlaybackSessionsTests {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Viewer VIEWER = new Viewer("u1", Set.of("viewer"), "0xabc");

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private final RevokedSessions revoked = new RevokedSessions(Clock.fixed(NOON, ZoneOffset.UTC));

    private final PlaybackSessions sessions = at(NOON, KEY);

    @Test
    void aSessionCarriesItsViewerUntilItExpires() {
        PlaybackSessions.IssuedSession session = this.sessions.open("c1", VIEWER, null);
        assertThat(session.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(this.sessions.verify(session.token(), "c1")).isEqualTo(VIEWER);
        assertThat(at(NOON.plusSeconds(3599), KEY).verify(session.token(), "c1")).isEqualTo(VIEWER);
        assertRejected(at(NOON.plusSeconds(3600), KEY), session.token(), "c1");
    }

    @Test
    void aSessionOfAnAnonymousViewerStaysAnonymous() {
        String token = this.sessions.open("c1", Viewer.ANONYMOUS, null).token();
        assertThat(this.sessions.verify(token, "c1")).isEqualTo(Viewer.ANONYMOUS);
    }

    @Test
    void aSessionEndsWithTheTokenThatOpenedIt() {
        String token = this.sessions.open("c1", VIEWER, new TokenSession("login", 1)).token();
        this.revoked.add(List.of(new Revocation(1, "login", 1, NOON.plusSeconds(60))));
        assertThat(this.sessions.verify(token, "c1")).isEqualTo(VIEWER);
        this.revoked.add(List.of(new Revocation(2, "login", 2, NOON.plusSeconds(60))));
        assertRejected(this.sessions, token, "c1");
        String renewed = this.sessions.open("c1", VIEWER, new TokenSession("login", 2)).token();
        assertThat(this.sessions.verify(renewed, "c1")).isEqualTo(VIEWER);
    }

    @Test
    void aSessionIsValidForItsContentAndKeyOnly() {
        String token = this.sessions.open("c1", VIEWER, null).token();
        assertRejected(this.sessions, token, "c2");
        assertRejected(at(NOON, KEY.replace('M', 'N')), token, "c1");
    }

    @Test
    void noCharacterOfATokenCanBeChanged() {
        String token = this.sessions.open("c1", VIEWER, null).token();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \u00e4";
        for (int at = 0; at < token.length(); at++) {
            for (char other : alphabet.toCharArray()) {
                if (token.charAt(at) != other) {
                    assertRejected(this.sessions, token.substring(0, at) + other + token.substring(at + 1), "c1");
                }
            }
        }
        assertRejected(this.sessions, token.substring(0, token.length() - 1), "c1");
        assertRejected(this.sessions, token + "A", "c1");
        assertRejected(this.sessions, token + ".", "c1");
        assertRejected(this.sessions, token + "=", "c1");
        assertRejected(this.sessions, " " + token, "c1");
        assertRejected(this.sessions, token + "\n", "c1");
        assertRejected(this.sessions, "", "c1");
        assertRejected(this.sessions, ".", "c1");
        assertRejected(this.sessions, "..", "c1");
        assertRejected(this.sessions, "A".repeat(100_000) + ".A", "c1");
    }

    @Test
    void aTokenIsATypedJwtOfReasonableLength() throws Exception {
        Viewer viewer = new Viewer("0197a1c2-8a52-7d4c-b5a1-6f2c9d0e4b31", Set.of("creator", "viewer"),
                "0x52908400098527886e0f7030069857d2e4169ee7");
        String token = this.sessions.open("0197a1c2-9b63-7e5d-86b2-7a3dae1f5c42", viewer, null).token();
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(jwt.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "playback+jwt"));
        assertThat(jwt.getJWTClaimsSet().getClaims()).containsOnlyKeys("iss", "aud", "exp", "jti", "sub", "content",
                "roles", "wallet");
        assertThat(token).matches("[A-Za-z0-9._-]+").hasSizeLessThan(480);
    }

    @Test
    void aTokenWithTheSameClaimsSignedElsewhereIsAccepted() throws Exception {
        assertThat(this.sessions.verify(signed(JWSAlgorithm.HS256, "playback+jwt", (claims) -> {
        }), "c1")).isEqualTo(VIEWER);
    }

    @Test
    void anUnsignedTokenIsRejected() throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(this.sessions.open("c1", VIEWER, null).token()).getJWTClaimsSet();
        assertRejected(this.sessions, new PlainJWT(claims).serialize(), "c1");
        for (String algorithm : List.of("none", "None", "NONE", "")) {
            String header = encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"playback+jwt\"}");
            assertRejected(this.sessions, header + "." + encode(claims.toString()) + ".", "c1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "HS384", "HS512" })
    void anotherAlgorithmIsRejectedThoughTheKeyIsTheSame(String algorithm) throws Exception {
        String longKey = Base64.getEncoder().encodeToString(new byte[64]);
        String token = signed(new MACSigner(new byte[64]), JWSAlgorithm.parse(algorithm), "playback+jwt", (claims) -> {
        });
        assertRejected(at(NOON, longKey), token, "c1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "JWT", "at+jwt", "playback", "" })
    void anotherTypeIsRejected(String type) throws Exception {
        assertRejected(this.sessions, signed(JWSAlgorithm.HS256, type, (claims) -> {
        }), "c1");
    }

    @Test
    void aMissingTypeIsRejected() throws Exception {
        assertRejected(this.sessions, signed(JWSAlgorithm.HS256, null, (claims) -> {
        }), "c1");
    }

    @Test
    void everyClaimIsVerified() throws Exception {
        assertRejected((claims) -> claims.issuer("another"));
        assertRejected((claims) -> claims.issuer(null));
        assertRejected((claims) -> claims.audience("another"));
        assertRejected((claims) -> claims.audience((String) null));
        assertRejected((claims) -> claims.expirationTime(null));
        assertRejected((claims) -> claims.expirationTime(Date.from(NOON)));
        assertRejected((claims) -> claims.notBeforeTime(Date.from(NOON.plusSeconds(1))));
        assertRejected((claims) -> claims.jwtID(null));
        assertRejected((claims) -> claims.claim("content", null));
        assertRejected((claims) -> claims.claim("content", "c2"));
        assertRejected((claims) -> claims.claim("content", List.of("c1", "c2")));
        assertRejected((claims) -> claims.claim("roles", "admin"));
        assertRejected((claims) -> claims.claim("wallet", 1));
    }

    @Test
    void anExpiredSessionHasItsOwnDetail() {
        String token = this.sessions.open("c1", VIEWER, null).token();
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> at(NOON.plusSeconds(3601), KEY).verify(token, "c1"))
            .satisfies((problem) -> assertThat(problem.getBody().getDetail()).contains("expired"));
    }

    @Test
    void aShortKeyPreventsTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> at(NOON, "c2hvcnQ="))
            .withMessageContaining("streamgate.streaming.session.key");
    }

    @Test
    void aViewerIsCountedOnceForAnyNumberOfRequests() {
        double before = viewers();
        String token = this.sessions.open("c1", VIEWER, null).token();
        assertThat(viewers()).as("a session without a request").isEqualTo(before);
        this.sessions.verify(token, "c1");
        this.sessions.verify(token, "c1");
        assertThat(viewers()).isEqualTo(before + 1);
    }

    private void assertRejected(Consumer<JWTClaimsSet.Builder> change) throws Exception {
        assertRejected(this.sessions, signed(JWSAlgorithm.HS256, "playback+jwt", change), "c1");
    }

    private static void assertRejected(PlaybackSessions sessions, String token, String contentId) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> sessions.verify(token, contentId))
            .satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(401));
    }

    private static String signed(JWSAlgorithm algorithm, String type, Consumer<JWTClaimsSet.Builder> change)
            throws Exception {
        return signed(new MACSigner(Base64.getDecoder().decode(KEY)), algorithm, type, change);
    }

    private static String signed(MACSigner signer, JWSAlgorithm algorithm, String type,
            Consumer<JWTClaimsSet.Builder> change) throws Exception {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer("streaming-service")
            .audience("playback")
            .expirationTime(Date.from(NOON.plusSeconds(60)))
            .jwtID("s1")
            .subject("u1")
            .claim("content", "c1")
            .claim("roles", List.of("viewer"))
            .claim("wallet", "0xabc");
        change.accept(claims);
        JWSHeader.Builder header = new JWSHeader.Builder(algorithm);
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        SignedJWT token = new SignedJWT(header.build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }

    private double viewers() {
        return this.meters.get("streamgate.streaming.viewers").gauge().value();
    }

    private PlaybackSessions at(Instant now, String key) {
        return new PlaybackSessions(new SessionProperties(key, Duration.ofHours(1)), new ActiveViewers(this.meters),
                this.revoked, Clock.fixed(now, ZoneOffset.UTC));
    }

}
