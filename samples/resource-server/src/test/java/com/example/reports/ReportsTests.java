/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.reports;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Boot's properties decide which access tokens are valid. Runs with the library on
 * the class path and without it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ReportsTests {

    private static final AuthorizationServer ISSUER = start();

    @LocalServerPort
    private int port;

    private ReportsClient client;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        String prefix = "spring.security.oauth2.resourceserver.jwt.";
        properties.add(prefix + "jwk-set-uri", ISSUER::keySetUri);
        properties.add(prefix + "jws-algorithms", () -> "RS256");
        properties.add(prefix + "authorities-claim-name", () -> "groups");
        properties.add(prefix + "authority-prefix", () -> "ROLE_");
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @BeforeEach
    void connect() {
        this.client = new ReportsClient(this.port);
    }

    @Test
    void aTokenOfTheConfiguredAlgorithmIsAcceptedWithItsAuthorities() throws Exception {
        HttpResponse<String> response = this.client.get("/authorities", ISSUER.rsaToken("groups", "clerk", "auditor"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("[\"ROLE_clerk\",\"ROLE_auditor\"]");
    }

    @Test
    void aTokenOfAnotherAlgorithmIsRejected() throws Exception {
        assertThat(this.client.get("/authorities", ISSUER.ecToken("groups", "clerk")).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenOfAnotherIssuerIsRejected() throws Exception {
        try (AuthorizationServer other = new AuthorizationServer()) {
            HttpResponse<String> response = this.client.get("/authorities", other.rsaToken("groups", "clerk"));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                    (challenge) -> assertThat(challenge).startsWith("Bearer").contains("invalid_token"));
        }
        assertThat(this.client.get("/authorities", null).statusCode()).isEqualTo(401);
    }

    private static AuthorizationServer start() {
        try {
            return new AuthorizationServer();
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

}
