/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UnknownKeyTests {

    private final AtomicInteger fetches = new AtomicInteger();

    private ECKey key;

    private HttpServer issuer;

    @BeforeEach
    void start() throws Exception {
        this.key = new ECKeyGenerator(Curve.P_256).keyID("published").generate();
        byte[] keys = new JWKSet(this.key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        this.issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.issuer.createContext("/", (exchange) -> {
            this.fetches.incrementAndGet();
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        this.issuer.start();
    }

    @AfterEach
    void stop() {
        this.issuer.stop(0);
    }

    @Test
    void tokensWithMadeUpKeyIdsAreInvalidAndCostNoFetchEach() {
        new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(SuiteSecurityAutoConfiguration.class))
            .withPropertyValues("streamgate.security.resource-server.enabled=true",
                    "streamgate.security.jwks-uri=http://127.0.0.1:" + this.issuer.getAddress().getPort() + "/keys")
            .run((context) -> {
                JwtDecoder decoder = context.getBean(JwtDecoder.class);
                long start = System.nanoTime();
                for (int i = 0; i < 150; i++) {
                    String token = token(UUID.randomUUID().toString());
                    assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(token));
                }
                long intervals = (System.nanoTime() - start) / 5_000_000_000L + 1;
                assertThat((long) this.fetches.get()).isBetween(1L, 2 * intervals + 1);
                assertThat(decoder.decode(token("published")).getSubject()).isEqualTo("u1");
            });
    }

    private String token(String keyId) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(),
                new JWTClaimsSet.Builder().subject("u1")
                    .audience("streamgate")
                    .issuer("streamgate")
                    .expirationTime(new Date(System.currentTimeMillis() + 60_000))
                    .build());
        jwt.sign(new ECDSASigner(this.key));
        return jwt.serialize();
    }

}
