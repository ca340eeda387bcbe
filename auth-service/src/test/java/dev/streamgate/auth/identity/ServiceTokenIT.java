/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.suite.security.ServiceIdentityAutoConfiguration;
import dev.streamgate.suite.security.ServiceTokens;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class ServiceTokenIT {

    private static final String PATH = "/internal/v1/oauth/token";

    private static final String GRANT = "grant_type=client_credentials";

    private final AuthClient client;

    @Autowired
    ServiceTokenIT(AuthClient client) {
        this.client = client;
    }

    @Test
    void aServiceObtainsATokenWithItsSecret() throws Exception {
        Reply reply = this.client.form(PATH, GRANT, basic("worker:" + AuthServiceTest.WORKER_SECRET)).expect(200);
        assertThat(reply.field("token_type")).isEqualTo("Bearer");
        assertThat(reply.json().path("expires_in").asInt()).isEqualTo(600);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        var claims = SignedJWT.parse(reply.field("access_token")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("service:worker");
        assertThat(claims.getStringListClaim("roles")).containsExactly("service");
        assertThat(this.client.verify(reply.field("access_token")).expect(200).field("subject"))
            .isEqualTo("service:worker");
        this.client.profile(reply.field("access_token")).expect(403);
    }

    @Test
    void aWrongSecretOrUnknownServiceIsRejected() {
        String[][] callers = { {}, basic("worker:wrong"), basic("worker:"), basic("worker"), basic(":"),
                basic("unknown:" + AuthServiceTest.WORKER_SECRET), basic("gateway:"), basic("gateway:anything"),
                { "Authorization", "Basic not-base64!" }, { "Authorization", "Basic" } };
        for (String[] caller : callers) {
            Reply reply = this.client.form(PATH, GRANT, caller).expect(401);
            assertThat(reply.field("error")).isEqualTo("invalid_client");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Basic");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void otherGrantsAndMalformedRequestsHaveTheErrorsOfTheSpecification() {
        String[] worker = basic("worker:" + AuthServiceTest.WORKER_SECRET);
        assertThat(this.client.form(PATH, "grant_type=password", worker).expect(400).field("error"))
            .isEqualTo("unsupported_grant_type");
        assertThat(this.client.form(PATH, "", worker).expect(400).field("error")).isEqualTo("invalid_request");
        assertThat(this.client.form(PATH, GRANT + "&" + GRANT, worker).expect(400).field("error"))
            .isEqualTo("invalid_request");
        assertThat(this.client.form(PATH + "?" + GRANT, "", worker).expect(400).field("error"))
            .isEqualTo("invalid_request");
        assertThat(this.client.post(PATH, "{}", worker).expect(400).field("error")).isEqualTo("invalid_request");
    }

    @Test
    void theClientOfHardeningLibObtainsItsToken(@LocalServerPort int port) {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ServiceIdentityAutoConfiguration.class))
            .withPropertyValues("streamgate.service.name=worker",
                    "streamgate.security.service-secret=" + AuthServiceTest.WORKER_SECRET,
                    "streamgate.security.token-uri=http://127.0.0.1:" + port + PATH)
            .run((context) -> {
                String token = context.getBean(ServiceTokens.class).get();
                assertThat(this.client.verify(token).expect(200).field("subject")).isEqualTo("service:worker");
            });
    }

    @Test
    void aHugeFormIsRejected() {
        Reply reply = this.client.form(PATH, GRANT + "&x=" + "x".repeat(10_000_000),
                basic("worker:" + AuthServiceTest.WORKER_SECRET));
        assertThat(reply.expect(400).field("error")).isEqualTo("invalid_request");
    }

    private static String[] basic(String credentials) {
        return new String[] { "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) };
    }

}
