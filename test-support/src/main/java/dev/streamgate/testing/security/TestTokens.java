/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
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

/**
 * Stands in for auth-service: signs access tokens and publishes the key at a JWKS
 * address, so that tests run the real resource server. One key and one HTTP server for
 * each JVM. Safe for threads.
 */
public final class TestTokens {

    private static final ECKey key = generate();

    private static final HttpServer server = serve();

    private TestTokens() {
    }

    /** The address for {@code streamgate.security.jwks-uri}. */
    public static String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    /** A token of a user with the given roles, valid for an hour. */
    public static String user(String id, String... roles) {
        return token((claims) -> claims.subject(id).claim("roles", List.of(roles)));
    }

    /** A token of another service. */
    public static String service(String name) {
        return user("service:" + name, "service");
    }

    /**
     * A token with issuer, issue time, expiry and, unless the claims have one, the
     * audience of its subject.
     * @param claims adds claims or replaces those
     */
    public static String token(Consumer<JWTClaimsSet.Builder> claims) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder().issuer("streamgate")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
        claims.accept(builder);
        JWTClaimsSet given = builder.build();
        if (given.getClaim("aud") == null && given.getSubject() != null) {
            builder.audience(given.getSubject().startsWith("service:") ? "streamgate-services" : "streamgate");
        }
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                builder.build());
        try {
            jwt.sign(new ECDSASigner(key));
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return jwt.serialize();
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static HttpServer serve() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            http.createContext("/.well-known/jwks.json", (exchange) -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            http.start();
            return http;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
