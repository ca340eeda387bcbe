/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Limits before authentication, by URL, by expression, and of outgoing calls. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.rate-limit.before-authentication.plan=address",
                "streamgate.rate-limit.before-authentication.patterns=/api/**",
                "streamgate.rate-limit.plans.address.capacity=5", "streamgate.rate-limit.plans.address.refill=1",
                "streamgate.rate-limit.plans.address.period=1h", "streamgate.rate-limit.plans.two.capacity=2",
                "streamgate.rate-limit.plans.two.refill=1", "streamgate.rate-limit.plans.two.period=1h",
                "streamgate.rate-limit.plans.brisk.capacity=1", "streamgate.rate-limit.plans.brisk.refill=20",
                "streamgate.rate-limit.urls[0].pattern=/files/{name}", "streamgate.rate-limit.urls[0].methods=get",
                "streamgate.rate-limit.urls[0].plan=two", "streamgate.rate-limit.urls[0].key=#name",
                "streamgate.rate-limit.urls[0].condition=request.getHeader('X-Free') == null",
                "streamgate.rate-limit.clients[0].hosts=127.0.0.1", "streamgate.rate-limit.clients[0].plan=two",
                "streamgate.rate-limit.clients[1].hosts=localhost", "streamgate.rate-limit.clients[1].plan=brisk",
                "streamgate.rate-limit.clients[1].when-exceeded=wait" })
class LimitedRequestTests {

    private final RestTestClient client;

    private final RestClient.Builder outgoing;

    private final ClientLimits clientLimits;

    private final int port;

    @Autowired
    LimitedRequestTests(@LocalServerPort int port, RestClient.Builder outgoing, ClientLimits clientLimits) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.outgoing = outgoing;
        this.clientLimits = clientLimits;
        this.port = port;
    }

    @Test
    void aFloodOfInvalidCredentialsIsRejectedByAddress() {
        for (int i = 0; i < 5; i++) {
            get("/api/orders", "203.0.113.60", "wrong").expectStatus().isUnauthorized();
        }
        get("/api/orders", "203.0.113.60", "wrong").expectStatus()
            .isEqualTo(429)
            .expectHeader()
            .exists("Retry-After")
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        get("/api/orders", "203.0.113.61", "secret").expectStatus()
            .isOk()
            .expectHeader()
            .doesNotExist("RateLimit-Policy");
        get("/orders/x", "203.0.113.60", "wrong").expectStatus().isUnauthorized();
    }

    @Test
    void aUrlIsLimitedByTheKeyOfItsPattern() {
        for (String name : new String[] { "a", "b" }) {
            get("/files/" + name, "203.0.113.62", "secret").expectStatus().isOk();
            get("/files/" + name, "203.0.113.63", "secret").expectStatus().isOk();
            get("/files/" + name, "203.0.113.64", "secret").expectStatus().isEqualTo(429);
            get("/files/" + name + ";v=1", "203.0.113.64", "secret").expectStatus().is4xxClientError();
        }
        this.client.get()
            .uri("/files/a")
            .header("X-Free", "1")
            .headers((headers) -> headers.setBasicAuth("ann", "secret"))
            .exchange()
            .expectStatus()
            .isOk();
        for (int i = 0; i < 3; i++) {
            post("/files/a", "{\"id\":\"x\"}").expectStatus().isOk();
        }
    }

    @Test
    void aHandlerIsLimitedByItsArguments() {
        for (int i = 0; i < 2; i++) {
            get("/orders/o1", "203.0.113.65", "secret").expectStatus().isOk();
            post("/orders", "{\"id\":\"o2\"}").expectStatus().isOk();
        }
        get("/orders/o3", "203.0.113.65", "secret").expectStatus().isOk();
        get("/orders/o1", "203.0.113.66", "secret").expectStatus()
            .isEqualTo(429)
            .expectHeader()
            .exists("Retry-After")
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:rate-limited");
        post("/orders", "{\"id\":\"o2\"}").expectStatus().isEqualTo(429);
        post("/orders", "{\"id\":\"o4\"}").expectStatus().isOk();
    }

    @Test
    void aHandlerIsLimitedByPropertiesOfTheRequest() {
        for (int i = 0; i < 2; i++) {
            tenant("a").expectStatus().isOk();
        }
        tenant("a").expectStatus().isEqualTo(429);
        tenant("b").expectStatus().isOk();
    }

    @Test
    void anOutgoingCallIsRefusedOrWaits() {
        RestClient refused = this.outgoing.clone().baseUrl("http://127.0.0.1:" + this.port).build();
        refused.get().uri("/open/echo").retrieve().toBodilessEntity();
        refused.get().uri("/open/echo").retrieve().toBodilessEntity();
        assertThatExceptionOfType(RateLimitExceededException.class)
            .isThrownBy(() -> refused.get().uri("/open/echo").retrieve().toBodilessEntity())
            .satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(503));
        RestClient waiting = this.outgoing.clone().baseUrl("http://localhost:" + this.port).build();
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            waiting.get().uri("/open/echo").retrieve().toBodilessEntity();
        }
        assertThat(System.nanoTime() - start).isGreaterThan(4 * 45_000_000L);
        RestClient own = RestClient.builder().requestInterceptor(this.clientLimits.plan("two")).build();
        String uri = "http://127.0.0.1:" + this.port + "/open/echo";
        assertThatExceptionOfType(RateLimitExceededException.class)
            .isThrownBy(() -> own.get().uri(uri).retrieve().toBodilessEntity());
    }

    private RestTestClient.ResponseSpec tenant(String tenant) {
        return this.client.get()
            .uri("/tenants")
            .header("X-Tenant", tenant)
            .headers((headers) -> headers.setBasicAuth("ann", "secret"))
            .exchange();
    }

    private RestTestClient.ResponseSpec get(String path, String forwarded, String password) {
        return this.client.get()
            .uri(path)
            .header("X-Forwarded-For", forwarded)
            .headers((headers) -> headers.setBasicAuth("ann", password))
            .exchange();
    }

    private RestTestClient.ResponseSpec post(String path, String body) {
        return this.client.post()
            .uri(path)
            .headers((headers) -> headers.setBasicAuth("ann", "secret"))
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .exchange();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OrderController.class)
    static class ShopApplication {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.csrf((csrf) -> csrf.disable())
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(
                        (requests) -> requests.requestMatchers("/open/**").permitAll().anyRequest().authenticated())
                .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(User.withUsername("ann").password("{noop}secret").build());
        }

    }

    @RestController
    static class OrderController {

        private final AtomicInteger calls = new AtomicInteger();

        @GetMapping({ "/api/orders", "/open/echo" })
        String list() {
            return "" + this.calls.incrementAndGet();
        }

        @GetMapping("/orders/{orderId}")
        @RateLimited(plan = "two", key = "#orderId")
        String get(@PathVariable String orderId) {
            return orderId + this.calls.incrementAndGet();
        }

        @PostMapping("/orders")
        @RateLimited(plan = "two", key = "'create ' + #order.id")
        String create(@RequestBody Order order) {
            return order.id() + this.calls.incrementAndGet();
        }

        @GetMapping("/tenants")
        @RateLimited(plan = "two", key = "'tenant ' + request.getHeader('X-Tenant')",
                condition = "principal.name == 'ann' and clientAddress != null")
        String tenant() {
            return "" + this.calls.incrementAndGet();
        }

        @GetMapping("/files/{name}")
        String file(@PathVariable String name) {
            return name;
        }

        @PostMapping("/files/{name}")
        String upload(@PathVariable String name) {
            return name;
        }

    }

    record Order(String id) {
    }

}
