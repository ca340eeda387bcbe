/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.time.Instant;
import java.util.Date;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "spring.config.import=classpath:streamgate-defaults.yaml", "spring.application.name=sample",
                "streamgate.security.resource-server.public-paths=GET /open",
                "streamgate.security.service-calls.worker=GET /internal/v1/*",
                "streamgate.security.service-calls.upload=POST /internal/v1/thing,GET /internal/v1/unserved",
                "streamgate.security.common-service-calls=GET /internal/v1/common",
                "streamgate.security.served-to-services=/internal/v1/thing,/internal/v1/common",
                "streamgate.security.static-tokens.pager.path=GET /internal/v1/thing",
                "streamgate.security.static-tokens.pager.token=0123456789abcdef",
                "streamgate.security.static-tokens.none.path=/internal/v1/thing",
                "streamgate.security.static-tokens.none.token=" })
class SuiteResourceServerTests {

    private final RestTestClient client;

    @Autowired
    SuiteResourceServerTests(@LocalServerPort int port) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Test
    void anUnauthenticatedRequestIsRejectedWithAProblem() {
        get("/me", null).expectStatus()
            .isUnauthorized()
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .expectHeader()
            .valueEquals("WWW-Authenticate", "Bearer")
            .expectHeader()
            .exists("X-Request-Id")
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:unauthenticated")
            .jsonPath("$.traceId")
            .isNotEmpty()
            .jsonPath("$.requestId")
            .isNotEmpty();
    }

    @Test
    void aTamperedTokenIsRejectedEvenOnAPublicPath() {
        String token = TestTokens.user("u1", "viewer");
        String tampered = token.substring(0, token.lastIndexOf('.') - 3) + "AAA"
                + token.substring(token.lastIndexOf('.'));
        get("/open", tampered).expectStatus()
            .isUnauthorized()
            .expectHeader()
            .valueEquals("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void expiredTokensAndTokensOfOtherIssuersAreRejected() {
        String expired = TestTokens
            .token((claims) -> claims.subject("u1").expirationTime(Date.from(Instant.now().minusSeconds(60))));
        get("/me", expired).expectStatus().isUnauthorized();
        get("/me", TestTokens.token((claims) -> claims.subject("u1").issuer("other"))).expectStatus().isUnauthorized();
    }

    @Test
    void theCallerHasTheClaimsOfTheToken() {
        String token = TestTokens.token((
                claims) -> claims.subject("u1").claim("roles", List.of("creator", "emperor")).claim("wallet", "0xabc"));
        get("/me", token).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.id")
            .isEqualTo("u1")
            .jsonPath("$.roles")
            .isEqualTo(List.of("creator"))
            .jsonPath("$.wallet")
            .isEqualTo("0xabc");
    }

    @Test
    void rolesImplyOthersAndAMissingRoleIsForbidden() {
        get("/operators", TestTokens.user("root", "admin")).expectStatus().isOk();
        get("/operators", TestTokens.user("u1", "creator")).expectStatus()
            .isForbidden()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:forbidden");
    }

    @Test
    void theCallerHasThePermissionsAndTheExpiryOfTheToken() {
        Instant end = Instant.now().plusSeconds(600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        String token = TestTokens.token((claims) -> claims.subject("u1")
            .claim("roles", List.of("viewer"))
            .claim("scope", "reports:read reports:read ROLE_ADMIN")
            .expirationTime(Date.from(end)));
        get("/me", token).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.permissions.length()")
            .isEqualTo(2)
            .jsonPath("$.expiresAt")
            .isEqualTo(end.toString())
            .jsonPath("$.roles")
            .isEqualTo(List.of("viewer"));
        get("/reports", token).expectStatus().isOk();
        get("/reports", TestTokens.user("u1", "operator")).expectStatus().isForbidden();
        get("/operators", token).expectStatus().isForbidden();
    }

    @Test
    void everyResponseHasSecurityHeaders() {
        for (String path : List.of("/open", "/me", "/nothing")) {
            get(path, null).expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("X-Frame-Options", "DENY")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .doesNotExist("Set-Cookie");
        }
    }

    @Test
    void internalPathsRequireAService() {
        get("/internal/v1/thing", TestTokens.user("root", "admin")).expectStatus().isForbidden();
        get("/internal/v1/thing", TestTokens.service("worker")).expectStatus().isOk();
    }

    @Test
    void theTokenOfAServiceOpensWhatThatServiceCallsAndNothingElse() {
        get("/internal/v1/thing", TestTokens.service("worker")).expectStatus().isOk();
        get("/internal/v1/thing", TestTokens.service("upload")).expectStatus().isForbidden();
        get("/internal/v1/thing", TestTokens.service("cache")).expectStatus().isForbidden();
        get("/internal/v1/common", TestTokens.service("cache")).expectStatus().isOk();
        get("/internal/v1/unserved", TestTokens.service("worker")).expectStatus().isForbidden();
        get("/me", TestTokens.service("worker")).expectStatus().isForbidden();
        get("/open", TestTokens.service("worker")).expectStatus().isForbidden();
    }

    @Test
    void eachKindOfTokenHasItsAudience() {
        get("/me", aimed("u1", "viewer", "streamgate-services")).expectStatus().isUnauthorized();
        get("/me", aimed("u1", "viewer", "another")).expectStatus().isUnauthorized();
        get("/me", TestTokens.token((claims) -> claims.subject("u1").audience(List.of()))).expectStatus()
            .isUnauthorized();
        get("/me", aimed("u1", "viewer", "streamgate")).expectStatus().isOk();
        get("/internal/v1/thing", aimed("service:worker", "service", "streamgate")).expectStatus().isUnauthorized();
        get("/internal/v1/thing", aimed("u1", "service", "streamgate")).expectStatus().isUnauthorized();
    }

    @Test
    void rolesAreCheckedBeforeTheBodyIsRead() {
        for (String body : List.of("{\"name\":\"\"}", "{\"name\":", "")) {
            send("/admins", TestTokens.user("u1", "creator"), body).expectStatus().isForbidden();
            send("/admins", TestTokens.user("u1", "admin"), body).expectStatus().isBadRequest();
        }
        send("/admins", TestTokens.user("u1", "admin"), "{\"name\":\"a\",\"size\":1}").expectStatus().isOk();
        send("/own?user=u1", TestTokens.user("u1", "creator"), "{}").expectStatus().isBadRequest();
        send("/own?user=u1", TestTokens.user("u1", "creator"), "{\"name\":\"a\",\"size\":1}").expectStatus().isOk();
        send("/own?user=u2", TestTokens.user("u1", "creator"), "{\"name\":\"a\",\"size\":1}").expectStatus()
            .isForbidden();
    }

    @Test
    void aStaticTokenIsValidOnItsPathOnly() {
        get("/internal/v1/thing", "0123456789abcdef").expectStatus().isOk();
        get("/internal/v1/thing", "0123456789abcdeg").expectStatus().isUnauthorized();
        get("/internal/v1/thing", "").expectStatus().isUnauthorized();
        get("/me", "0123456789abcdef").expectStatus().isUnauthorized();
        get("/internal/v1/thing", TestTokens.service("worker")).expectStatus().isOk();
    }

    @Test
    void anUnknownPathIs404ForAuthenticatedCallersAnd401ForOthers() {
        get("/nothing", null).expectStatus().isUnauthorized();
        get("/nothing", TestTokens.user("u1")).expectStatus()
            .isNotFound()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:not-found");
    }

    @Test
    void violationsNameTheInvalidFields() {
        post("{\"name\":\"\",\"size\":1}").expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:invalid-fields")
            .jsonPath("$.errors[0].field")
            .isEqualTo("name");
        post("{\"name\":\"a\",\"size\":{}}").expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.errors[0].field")
            .isEqualTo("size");
        post("{\"name\":").expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:bad-request");
    }

    @Test
    void anInternalErrorDisclosesNoCause() {
        get("/broken", TestTokens.user("u1")).expectStatus()
            .is5xxServerError()
            .expectBody(String.class)
            .value((body) -> org.assertj.core.api.Assertions.assertThat(body)
                .contains("internal-error", "traceId")
                .doesNotContain("secret"));
    }

    private RestTestClient.ResponseSpec get(String path, String token) {
        return this.client.get().uri(path).headers((headers) -> {
            if (token != null) {
                headers.setBearerAuth(token);
            }
        }).exchange();
    }

    private static String aimed(String subject, String role, String audience) {
        return TestTokens
            .token((claims) -> claims.subject(subject).claim("roles", List.of(role)).audience(List.of(audience)));
    }

    private RestTestClient.ResponseSpec post(String body) {
        return send("/things", TestTokens.user("u1"), body);
    }

    private RestTestClient.ResponseSpec send(String path, String token, String body) {
        return this.client.post()
            .uri(path)
            .headers((headers) -> headers.setBearerAuth(token))
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .exchange();
    }

    record Thing(@NotBlank String name, int size) {
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Sample.class)
    static class SampleApplication {

    }

    @RestController
    static class Sample {

        @GetMapping("/me")
        Caller me() {
            return Caller.required();
        }

        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/operators")
        @PreAuthorize("hasRole('OPERATOR')")
        String operators() {
            return "operators";
        }

        @GetMapping("/reports")
        @PreAuthorize("hasAuthority('SCOPE_reports:read')")
        String reports() {
            return "reports";
        }

        @GetMapping({ "/internal/v1/thing", "/internal/v1/common", "/internal/v1/unserved" })
        String internal() {
            return "internal";
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("secret");
        }

        @PostMapping("/admins")
        @PreAuthorize("hasRole('ADMIN')")
        Thing admins(@Valid @RequestBody Thing thing) {
            return thing;
        }

        @PostMapping("/own")
        @PreAuthorize("#user == authentication.name")
        Thing own(@RequestParam String user, @Valid @RequestBody Thing thing) {
            return thing;
        }

        @PostMapping("/things")
        Thing things(@Valid @RequestBody Thing thing) {
            return thing;
        }

    }

}
