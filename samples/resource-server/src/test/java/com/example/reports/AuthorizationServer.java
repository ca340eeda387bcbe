/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.reports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

/** An authorization server that publishes its keys and issues access tokens. */
public final class AuthorizationServer implements AutoCloseable {

    private final RSAKey rsa;

    private final ECKey ec;

    private final HttpServer server;

    public AuthorizationServer() throws IOException, JOSEException {
        this.rsa = new RSAKeyGenerator(2048).keyID("rsa").algorithm(JWSAlgorithm.RS256).generate();
        this.ec = new ECKeyGenerator(Curve.P_256).keyID("ec").algorithm(JWSAlgorithm.ES256).generate();
        byte[] keys = new JWKSet(List.<JWK>of(this.rsa, this.ec)).toPublicJWKSet()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/keys", (exchange) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        this.server.start();
    }

    public String keySetUri() {
        return issuer() + "/keys";
    }

    public String issuer() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** An access token signed with RS256. */
    public String rsaToken(String claim, String... roles) throws JOSEException {
        return token(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(), new RSASSASigner(this.rsa), claim,
                roles);
    }

    /** An access token signed with ES256. */
    public String ecToken(String claim, String... roles) throws JOSEException {
        return token(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), new ECDSASigner(this.ec), claim,
                roles);
    }

    private String token(JWSHeader header, JWSSigner signer, String claim, String... roles) throws JOSEException {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(header,
                new JWTClaimsSet.Builder().issuer(issuer())
                    .subject("clerk")
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .claim(claim, List.of(roles))
                    .build());
        token.sign(signer);
        return token.serialize();
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

}
