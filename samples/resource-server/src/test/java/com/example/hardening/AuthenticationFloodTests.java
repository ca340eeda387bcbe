/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.example.reports.AuthorizationServer;
import com.example.reports.ReportsApplication;
import com.example.reports.ReportsClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A limit by address before authentication stops a flood of invalid tokens. */
class AuthenticationFloodTests {

    @Test
    void invalidTokensOfOneAddressAreLimited() throws Exception {
        try (AuthorizationServer issuer = new AuthorizationServer();
                AuthorizationServer other = new AuthorizationServer();
                StartedApplication reports = StartedApplication.start(ReportsApplication.class,
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.keySetUri(),
                        "streamgate.rate-limit.plans.address.capacity=10",
                        "streamgate.rate-limit.plans.address.refill=1", "streamgate.rate-limit.plans.address.period=1h",
                        "streamgate.rate-limit.before-authentication.plan=address")) {
            ReportsClient client = new ReportsClient(
                    reports.context().getEnvironment().getRequiredProperty("local.server.port", int.class));
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                statuses.add(client.get("/authorities", other.rsaToken("groups", "clerk")).statusCode());
            }
            assertThat(statuses.subList(0, 10)).containsOnly(401);
            assertThat(statuses.subList(10, 12)).containsOnly(429);
        }
    }

}
