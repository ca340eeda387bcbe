/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One rule about trusted proxies under each strategy. A header that the client sent is
 * evaluated only to the right of the last untrusted address.
 */
class ForwardedHeadersTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = { "none", "framework", "native" })
    void forgedEntriesDoNotBypassTheLimit(String strategy) throws Exception {
        try (ConfigurableApplicationContext context = start(strategy, "127.0.0.1")) {
            assertThat(get(context, "X-Forwarded-For", "9.6.6.1, 203.0.113.3")).isEqualTo(200);
            assertThat(get(context, "X-Forwarded-For", "9.6.6.2, 203.0.113.3")).isEqualTo(200);
            assertThat(get(context, "X-Forwarded-For", "9.6.6.3, 203.0.113.3")).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "framework", "native" })
    void aPrivateAddressIsNoTrustedProxyUnlessItIsListed(String strategy) throws Exception {
        try (ConfigurableApplicationContext context = start(strategy, "127.0.0.1")) {
            assertThat(get(context, "X-Forwarded-For", "9.6.6.1, 10.1.2.3")).isEqualTo(200);
            assertThat(get(context, "X-Forwarded-For", "9.6.6.2, 10.1.2.3")).isEqualTo(200);
            assertThat(get(context, "X-Forwarded-For", "9.6.6.3, 10.1.2.3")).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "framework", "native" })
    void theClientBehindTrustedProxiesIsFound(String strategy) throws Exception {
        try (ConfigurableApplicationContext context = start(strategy, "127.0.0.1,10.0.0.0/8,203.0.113.0/24")) {
            for (int i = 1; i <= 4; i++) {
                assertThat(get(context, "X-Forwarded-For", "198.51.100." + i + ", 203.0.113.3, 10.1.2.3"))
                    .isEqualTo(200);
            }
            assertThat(get(context, "X-Forwarded-For", "198.51.100.1, 203.0.113.4")).isEqualTo(200);
            assertThat(get(context, "X-Forwarded-For", "198.51.100.1, 203.0.113.5")).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "framework", "native" })
    void withoutTrustedProxiesTheHeadersHaveNoEffect(String strategy) throws Exception {
        try (ConfigurableApplicationContext context = start(strategy, "")) {
            assertThat(get(context, "X-Forwarded-For", "9.6.6.1")).isEqualTo(200);
            assertThat(get(context, "Forwarded", "for=9.6.6.2")).isEqualTo(200);
            assertThat(get(context, "X-Forwarded-For", "9.6.6.3")).isEqualTo(429);
        }
    }

    private static ConfigurableApplicationContext start(String strategy, String trusted) {
        return new SpringApplicationBuilder(ProxiedApplication.class).run("--server.port=0",
                "--server.forward-headers-strategy=" + strategy, "--streamgate.network.trusted-proxies=" + trusted,
                "--streamgate.rate-limit.plans.few.capacity=2", "--streamgate.rate-limit.plans.few.refill=1",
                "--streamgate.rate-limit.plans.few.period=1h");
    }

    private int get(ConfigurableApplicationContext context, String header, String value)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return this.client
            .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/few")).header(header, value).build(),
                    BodyHandlers.discarding())
            .statusCode();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(FewController.class)
    static class ProxiedApplication {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
        }

    }

    @RestController
    static class FewController {

        @GetMapping("/few")
        @RateLimited("few")
        String few() {
            return "few";
        }

    }

}
