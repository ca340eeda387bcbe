/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.example.reports.AuthorizationServer;
import com.example.reports.ReportsApplication;
import com.example.reports.ReportsClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The resource server of the library protects the actuator at whatever address Spring
 * Boot's properties put it.
 */
class ActuatorPathsTests {

    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    private static AuthorizationServer issuer;

    @BeforeAll
    static void start() throws Exception {
        issuer = new AuthorizationServer();
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @ParameterizedTest
    @CsvSource({ "local.server.port,/actuator,info.a=1",
            "local.server.port,/manage,management.endpoints.web.base-path=/manage",
            "local.server.port,/app/actuator,spring.mvc.servlet.path=/app",
            "local.management.port,'',management.endpoints.web.base-path=/" })
    void aTokenWithoutARoleReadsNoEnvironment(String portProperty, String path, String setting) throws Exception {
        String managementPort = portProperty.equals("local.management.port") ? "0" : "";
        try (StartedApplication reports = StartedApplication.start(ReportsApplication.class, setting,
                "management.server.port=" + managementPort, "management.endpoints.web.exposure.include=*",
                "streamgate.security.resource-server.enabled=true",
                "streamgate.security.resource-server.endpoint-authorities=ROLE_operator",
                PREFIX + "jwk-set-uri=" + issuer.keySetUri(), PREFIX + "authorities-claim-name=groups",
                PREFIX + "authority-prefix=ROLE_")) {
            ReportsClient client = new ReportsClient(
                    reports.context().getEnvironment().getRequiredProperty(portProperty, int.class));
            assertThat(client.get(path + "/env", null).statusCode()).isEqualTo(401);
            assertThat(client.get(path + "/env", issuer.rsaToken("groups", "customer")).statusCode()).isEqualTo(403);
            assertThat(client.get(path + "/env", issuer.rsaToken("groups", "operator")).statusCode()).isEqualTo(200);
            assertThat(client.get(path + "/health", null).statusCode()).isEqualTo(200);
        }
    }

}
