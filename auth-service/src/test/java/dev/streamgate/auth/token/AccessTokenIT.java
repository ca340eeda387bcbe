/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.auth.key.SigningKeys;
import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class AccessTokenIT {

    private final AuthClient client;

    private final MovableClock clock;

    private final SigningKeys keys;

    @Autowired
    AccessTokenIT(AuthClient client, MovableClock clock, SigningKeys keys) {
        this.client = client;
        this.clock = clock;
        this.keys = keys;
    }

    @Test
    void aTokenHasSubjectRolesExpiryAndAudience() throws Exception {
        SignedJWT token = SignedJWT.parse(login());
        Instant now = this.clock.instant();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).matches("[0-9a-f]{32}");
        assertThat(claims.getIssuer()).isEqualTo("streamgate");
        assertThat(claims.getAudience()).containsExactly("streamgate");
        assertThat(claims.getStringListClaim("roles")).containsExactly("creator", "viewer");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(now));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(now.plus(Duration.ofMinutes(15))));
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getClaims()).doesNotContainKey("email");
    }

    @Test
    void aTokenIsValidUntilItExpires() {
        String token = login();
        this.client.profile(token).expect(200);
        assertThat(this.client.verify(token).expect(200).json().path("active").asBoolean()).isTrue();
        this.clock.advance(Duration.ofMinutes(15).plusSeconds(6));
        assertRejected(token);
    }

    @Test
    void theStatusOfAnActiveTokenHasSubjectRolesAndExpiry() throws Exception {
        String token = login();
        var status = this.client.verify(token).expect(200);
        assertThat(status.field("subject")).isEqualTo(SignedJWT.parse(token).getJWTClaimsSet().getSubject());
        assertThat(status.json().path("roles").toString()).isEqualTo("[\"creator\",\"viewer\"]");
        assertThat(Instant.parse(status.field("expiresAt")))
            .isEqualTo(this.clock.instant().plus(Duration.ofMinutes(15)));
        assertThat(status.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aModifiedTokenIsRejected() {
        String[] parts = login().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("\"creator\"", "\"admin\"");
        assertRejected(parts[0] + "." + encode(claims) + "." + parts[2]);
        assertRejected(parts[0] + "." + parts[1] + "." + encode("0".repeat(64)));
        assertRejected(parts[0] + "." + parts[1] + ".");
        assertRejected(parts[0] + "." + parts[1] + "." + encode("\0".repeat(64)));
    }

    @Test
    void anUnsignedTokenIsRejected() throws Exception {
        assertRejected(new PlainJWT(SignedJWT.parse(login()).getJWTClaimsSet()).serialize());
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRejected() throws Exception {
        String token = login();
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID(this.keys.active().kid()).generate();
        assertRejected(sign(token, own.getKeyID(), JWSAlgorithm.ES256, new ECDSASigner(own), (claims) -> {
        }));
        assertRejected(sign(token, "unknown", JWSAlgorithm.ES256, new ECDSASigner(own), (claims) -> {
        }));
        byte[] publicKey = this.keys.publicKeys().toString().getBytes(StandardCharsets.UTF_8);
        assertRejected(sign(token, own.getKeyID(), JWSAlgorithm.HS256, new MACSigner(publicKey), (claims) -> {
        }));
    }

    @Test
    void aTokenForAnotherIssuerAudienceOrTimeIsRejected() throws Exception {
        String token = login();
        this.client.profile(resigned(token, (claims) -> claims.claim("extra", "harmless"))).expect(200);
        assertRejected(resigned(token, (claims) -> claims.issuer("another")));
        assertRejected(resigned(token, (claims) -> claims.audience("another")));
        assertRejected(resigned(token, (claims) -> claims.audience((String) null)));
        assertRejected(resigned(token, (claims) -> claims.subject(null)));
        assertRejected(resigned(token, (claims) -> claims.claim("sid", null)));
        Date later = Date.from(this.clock.instant().plusSeconds(60));
        assertRejected(resigned(token, (claims) -> claims.notBeforeTime(later)));
    }

    @Test
    void aMalformedTokenIsNotActive() {
        for (String text : List.of("", " ", "a.b.c", "..", "\u0001", "x".repeat(8000))) {
            assertThat(this.client.verify(text).expect(200).json().toString()).isEqualTo("{\"active\":false}");
        }
        this.client.verify("x".repeat(9000)).expect(400);
    }

    private String login() {
        return this.client.login(this.client.register(), AuthClient.PASSWORD).expect(200).field("accessToken");
    }

    private void assertRejected(String token) {
        assertThat(this.client.profile(token).expect(401).problem()).isEqualTo("unauthenticated");
        assertThat(this.client.verify(token).expect(200).json().toString()).isEqualTo("{\"active\":false}");
    }

    private String resigned(String token, Consumer<JWTClaimsSet.Builder> change) throws Exception {
        return sign(token, this.keys.active().kid(), JWSAlgorithm.ES256, new ECDSASigner(this.keys.active().jwk()),
                change);
    }

    private static String sign(String token, String kid, JWSAlgorithm algorithm, JWSSigner signer,
            Consumer<JWTClaimsSet.Builder> change) throws JOSEException, ParseException {
        var claims = new JWTClaimsSet.Builder(SignedJWT.parse(token).getJWTClaimsSet());
        change.accept(claims);
        SignedJWT signed = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims.build());
        signed.sign(signer);
        return signed.serialize();
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}
