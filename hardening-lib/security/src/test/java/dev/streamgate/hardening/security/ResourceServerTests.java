/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The library in an application that is not the suite's: opt-in, by Spring Boot's
 * properties, and without effect on the application's own chains.
 */
@ExtendWith(OutputCaptureExtension.class)
class ResourceServerTests {

    private static final String JWT = "--spring.security.oauth2.resourceserver.jwt.";

    private static final String OWN = "--streamgate.security.resource-server.";

    @TempDir
    static Path directory;

    private static RSAKey key;

    private static Path publicKey;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void keys() throws JOSEException, IOException {
        key = new RSAKeyGenerator(2048).generate();
        publicKey = directory.resolve("public.pem");
        Files.writeString(publicKey,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.toRSAPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --server.port=0 | /actuator | ''
            --management.endpoints.web.base-path=/manage | /manage | ''
            --management.endpoints.web.base-path=/ | '' | ''
            --spring.mvc.servlet.path=/app | /app/actuator | /app
            --server.servlet.context-path=/ctx | /ctx/actuator | /ctx
            --management.server.port=0 --management.endpoints.web.base-path=/ | '' | ''
            --management.server.port=0 --management.server.base-path=/m | /m/actuator | ''
            """)
    void theActuatorRequiresAnAuthorityWhereverItIsMapped(String settings, String actuator, String base)
            throws Exception {
        try (Application application = start(Api.class, settings.split(" "))) {
            int port = application.managementPort();
            assertThat(status(port, actuator + "/health", null)).isEqualTo(200);
            assertThat(status(port, actuator + "/env", null)).isEqualTo(401);
            assertThat(status(port, actuator + "/env", token("u1", "orders:read"))).isEqualTo(403);
            assertThat(status(port, actuator + "/env", token("u1", "actuator"))).isEqualTo(200);
            assertThat(status(application.port(), base + "/open", null)).isEqualTo(200);
            assertThat(status(application.port(), base + "/orders", null)).isEqualTo(401);
            assertThat(status(application.port(), base + "/orders", token("u1", "orders:read"))).isEqualTo(200);
            assertThat(status(application.port(), base + "/admin", token("u1", "orders:read"))).isEqualTo(403);
        }
    }

    @Test
    void withoutAuthoritiesTheActuatorIsDenied() throws Exception {
        try (Application application = start(Api.class, OWN + "endpoint-authorities=")) {
            assertThat(status(application.port(), "/actuator/env", token("u1", "actuator"))).isEqualTo(403);
            assertThat(status(application.port(), "/actuator/health", null)).isEqualTo(200);
        }
    }

    @Test
    void keysAlgorithmClaimAndPrefixAreThoseOfSpringBoot() throws Exception {
        try (Application application = start(Api.class, JWT + "public-key-location=",
                JWT + "jwk-set-uri=" + TestTokens.jwksUri(), JWT + "jws-algorithms=ES256",
                JWT + "authorities-claim-name=roles", JWT + "authority-prefix=ROLE_", OWN + "rules[0].paths=/admin",
                OWN + "rules[0].authorities=ROLE_boss")) {
            assertThat(status(application.port(), "/admin", TestTokens.user("u1", "boss"))).isEqualTo(200);
            assertThat(status(application.port(), "/admin", TestTokens.user("u1", "admin"))).isEqualTo(403);
            assertThat(status(application.port(), "/admin", token("u1", "orders:read"))).isEqualTo(401);
        }
    }

    @Test
    void aRejectedTokenIsAProblemAndItsCauseIsLogged(CapturedOutput output) throws Exception {
        try (Application application = start(Api.class)) {
            HttpResponse<String> response = get(application.port(), "/orders", TestTokens.user("u1"), "*/*");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
            assertThat(response.body()).contains("urn:streamgate:problem:unauthenticated").doesNotContain("algorithm");
        }
        assertThat(output).containsPattern("invalid access token: .*(lgorithm|Unsupported)");
    }

    @Test
    void theCacheOfVerifiedTokensIsChosenByName() throws Exception {
        try (Application application = start(Api.class, OWN + "token-cache=tokens",
                "--streamgate.cache.caches.tokens.ttl=5m")) {
            assertThat(status(application.port(), "/orders", token("u1", "orders:read"))).isEqualTo(200);
            assertThat(application.context().getBean(TokenDecoding.class).decoder())
                .isInstanceOf(CachingJwtDecoder.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    --spring.security.oauth2.resourceserver.jwt.public-key-location= | no keys to verify tokens with | Set spring.security.oauth2.resourceserver.jwt.issuer-uri
                    --spring.security.oauth2.resourceserver.jwt.jwk-set-uri=/keys | jwt.jwk-set-uri is not an absolute | https://login.example.org
                    --spring.security.oauth2.resourceserver.jwt.issuer-uri=login.example.org | jwt.issuer-uri is not an absolute | https://login.example.org
                    --streamgate.security.resource-server.token-cache=none | names the unknown cache 'none' | streamgate.cache.caches.none
                    --streamgate.security.resource-server.public-paths=open | streamgate.security.resource-server | Update your application
                    """)
    void anUnusableSettingIsAFailureAnalysis(String setting, String description, String action, CapturedOutput output) {
        assertThatException().isThrownBy(() -> start(Api.class, setting));
        assertThat(output).containsSubsequence("APPLICATION FAILED TO START", description, action)
            .doesNotContain("\tat ");
    }

    @Test
    void aChainThatMatchesEveryRequestBesidesTheResourceServerIsRefused(CapturedOutput output) {
        assertThatException().isThrownBy(() -> start(Shop.class));
        assertThat(output)
            .containsSubsequence("APPLICATION FAILED TO START", "resource-server.enabled=true", "securityMatcher")
            .doesNotContain("\tat ");
    }

    @Test
    void withoutThePropertySpringBootsResourceServerDecides() throws Exception {
        try (Application application = start(Api.class, OWN + "enabled=false")) {
            assertThat(application.context().getBeanNamesForType(SecurityFilterChain.class))
                .doesNotContain("resourceServerFilterChain");
            assertThat(status(application.port(), "/orders", token("u1", "orders:read"))).isEqualTo(200);
            assertThat(status(application.port(), "/orders", null)).isEqualTo(401);
        }
    }

    @Test
    void theAuthorizationOfAnApplicationIsItsOwn() throws Exception {
        try (Application application = start(Shop.class, OWN + "enabled=false")) {
            assertThat(application.context().getBeanNamesForType(RoleHierarchy.class)).isEmpty();
            assertThat(basic(application.port(), "/viewers", "viewer")).isEqualTo(200);
            assertThat(basic(application.port(), "/viewers", "admin")).isEqualTo(403);
            // Method security is not enabled by the application.
            assertThat(basic(application.port(), "/dormant", "viewer")).isEqualTo(200);
        }
    }

    private static Application start(Class<?> source, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--management.endpoints.web.exposure.include=*",
                JWT + "public-key-location=" + publicKey.toUri(), OWN + "enabled=true", OWN + "public-paths=GET /open",
                OWN + "rules[0].paths=/admin", OWN + "rules[0].authorities=SCOPE_admin",
                OWN + "endpoint-authorities=SCOPE_actuator"));
        for (String argument : arguments) {
            String name = argument.substring(0, argument.indexOf('=') + 1);
            all.removeIf((other) -> other.startsWith(name));
            all.add(argument);
        }
        return new Application(new SpringApplicationBuilder(source).properties("spring.main.banner-mode=off")
            .run(all.toArray(String[]::new)));
    }

    private int status(int port, String path, String token) throws Exception {
        return get(port, path, token, "*/*").statusCode();
    }

    private HttpResponse<String> get(int port, String path, String token, String accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", accept);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int basic(int port, String path, String user) throws Exception {
        String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes());
        return this.client
            .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + credentials)
                .build(), HttpResponse.BodyHandlers.ofString())
            .statusCode();
    }

    private static String token(String subject, String scope) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder().subject(subject)
                    .claim("scope", scope)
                    .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                    .build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    /** A running application. */
    private record Application(ConfigurableApplicationContext context) implements AutoCloseable {

        int port() {
            return ((WebServerApplicationContext) this.context).getWebServer().getPort();
        }

        int managementPort() {
            return this.context.getEnvironment().getProperty("local.management.port", Integer.class, port());
        }

        @Override
        public void close() {
            this.context.close();
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Endpoints.class)
    static class Api {

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Endpoints.class)
    static class Shop {

        @Bean
        SecurityFilterChain shopChain(HttpSecurity http) {
            return http.httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests((requests) -> requests.requestMatchers("/viewers")
                    .hasRole("VIEWER")
                    .anyRequest()
                    .authenticated())
                .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    Arrays.asList(User.withUsername("viewer").password("{noop}secret").roles("VIEWER").build(),
                            User.withUsername("admin").password("{noop}secret").roles("ADMIN").build()));
        }

    }

    @RestController
    static class Endpoints {

        @GetMapping({ "/open", "/orders", "/admin", "/viewers" })
        String read() {
            return "read";
        }

        @GetMapping("/dormant")
        @PreAuthorize("hasRole('AUDITOR')")
        String dormant() {
            return "dormant";
        }

    }

}
