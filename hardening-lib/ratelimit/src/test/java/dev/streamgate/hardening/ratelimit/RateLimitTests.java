/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.concurrent.Callable;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "management.endpoints.web.exposure.include=ratelimits",
                "streamgate.rate-limit.exempt-authorities=ROLE_ROBOT", "streamgate.rate-limit.plans.monitor.capacity=9",
                "streamgate.rate-limit.plans.monitor.refill=100", "streamgate.rate-limit.plans.few.capacity=2",
                "streamgate.rate-limit.plans.few.refill=1", "streamgate.rate-limit.plans.few.period=1h",
                "streamgate.rate-limit.plans.trial.capacity=1", "streamgate.rate-limit.plans.trial.refill=1",
                "streamgate.rate-limit.plans.trial.period=1h", "streamgate.rate-limit.plans.trial.shadow=true" })
class RateLimitTests {

    private final RestTestClient client;

    private final MeterRegistry meters;

    @Autowired
    RateLimitTests(@LocalServerPort int port, MeterRegistry meters) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.meters = meters;
    }

    @Test
    void aResponseHasRateLimitHeadersAndARejectionRetryAfter() {
        get("/open/few", "203.0.113.1").expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("RateLimit-Policy", "\"few\";q=2;w=7200")
            .expectHeader()
            .valueMatches("RateLimit", "\"few\";r=1;t=360[01]");
        get("/open/few", "203.0.113.1").expectStatus().isOk();
        get("/open/few", "203.0.113.1").expectStatus()
            .isEqualTo(429)
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .expectHeader()
            .exists("Retry-After")
            .expectHeader()
            .valueMatches("RateLimit", "\"few\";r=0;t=3[56]\\d\\d")
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:rate-limited");
        get("/open/few", "203.0.113.2").expectStatus().isOk();
    }

    @Test
    void aForgedForwardedHeaderHasNoEffect() {
        for (int i = 0; i < 2; i++) {
            get("/open/few", i + ".6.6.6, 203.0.113.3:" + i).expectStatus().isOk();
        }
        get("/open/few", "9.6.6.6, 203.0.113.3").expectStatus().isEqualTo(429);
    }

    @Test
    void aUserHasOneBucketForAllAddresses() {
        for (int i = 0; i < 2; i++) {
            user("u1", "203.0.113.1" + i).expectStatus().isOk();
        }
        user("u1", "203.0.113.20").expectStatus().isEqualTo(429);
        user("u2", "203.0.113.20").expectStatus().isOk();
    }

    @Test
    void usersWithAnExemptAuthorityAreNotLimited() {
        for (int i = 0; i < 5; i++) {
            this.client.get()
                .uri("/few")
                .headers((headers) -> headers.setBasicAuth("robot", "secret"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("RateLimit");
        }
    }

    @Test
    void anAsynchronousHandlerConsumesOneToken() {
        get("/open/later", "203.0.113.4").expectStatus().isOk();
        get("/open/later", "203.0.113.4").expectStatus().isOk();
        get("/open/later", "203.0.113.4").expectStatus().isEqualTo(429);
    }

    @Test
    void aShadowPlanCountsRejectionsAndAllowsTheRequests() {
        for (int i = 0; i < 3; i++) {
            get("/open/trial", "203.0.113.5").expectStatus().isOk().expectHeader().doesNotExist("RateLimit");
        }
        assertThat(this.meters.get("streamgate.ratelimit.checks")
            .tags("plan", "trial", "outcome", "shadowed")
            .counter()
            .count()).isEqualTo(2);
    }

    @Test
    void routesConsumeFromTheSameBuckets() {
        get("/open/route", "203.0.113.6").expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("RateLimit-Policy", "\"few\";q=2;w=7200");
        get("/open/few", "203.0.113.6").expectStatus().isOk();
        get("/open/route", "203.0.113.6").expectStatus()
            .isEqualTo(429)
            .expectHeader()
            .exists("Retry-After")
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:rate-limited");
    }

    @Test
    void anOperatorReadsAndReplacesPlansAtRunTime() {
        this.client.get().uri("/actuator/ratelimits").exchange().expectStatus().isUnauthorized();
        replace("later2", "{\"capacity\":1}").expectStatus().isBadRequest();
        replace("monitor", "{\"capacity\":0}").expectStatus().isBadRequest();
        replace("monitor", "{\"capacity\":1,\"period\":\"PT1H\"}").expectStatus().isOk();
        get("/open/monitor", "203.0.113.7").expectHeader().valueEquals("RateLimit", "\"monitor\";r=0;t=36");
        this.client.get()
            .uri("/actuator/ratelimits")
            .headers((headers) -> headers.setBasicAuth("operator", "secret"))
            .exchange()
            .expectBody()
            .jsonPath("$.monitor.capacity")
            .isEqualTo(1)
            .jsonPath("$.few.capacity")
            .isEqualTo(2);
    }

    private RestTestClient.ResponseSpec replace(String plan, String body) {
        return this.client.post()
            .uri("/actuator/ratelimits/" + plan)
            .headers((headers) -> headers.setBasicAuth("operator", "secret"))
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .exchange();
    }

    private RestTestClient.ResponseSpec get(String path, String forwarded) {
        return this.client.get().uri(path).header("X-Forwarded-For", forwarded).exchange();
    }

    private RestTestClient.ResponseSpec user(String id, String forwarded) {
        return this.client.get()
            .uri("/few")
            .header("X-Forwarded-For", forwarded)
            .headers((headers) -> headers.setBasicAuth(id, "secret"))
            .exchange();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Sample.class)
    static class SampleApplication {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.csrf((csrf) -> csrf.disable())
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests((requests) -> requests.requestMatchers("/open/**")
                    .permitAll()
                    .requestMatchers(EndpointRequest.toAnyEndpoint())
                    .hasRole("OPERATOR")
                    .anyRequest()
                    .authenticated())
                .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(user("u1"), user("u2"), user("robot", "ROBOT"),
                    user("operator", "OPERATOR"));
        }

        private static UserDetails user(String name, String... roles) {
            return User.withUsername(name).password("{noop}secret").roles(roles).build();
        }

        @Bean
        RouterFunction<ServerResponse> routes(RouteLimits limits) {
            return RouterFunctions.route()
                .GET("/open/route", (request) -> ServerResponse.ok().body("route"))
                .filter(limits.plan("few"))
                .build();
        }

    }

    @RestController
    @RateLimited("few")
    static class Sample {

        @GetMapping({ "/few", "/open/few" })
        String few() {
            return "few";
        }

        @GetMapping("/open/later")
        Callable<String> later() {
            return () -> "later";
        }

        @GetMapping("/open/trial")
        @RateLimited("trial")
        String trial() {
            return "trial";
        }

        @GetMapping("/open/monitor")
        @RateLimited("monitor")
        String monitor() {
            return "monitor";
        }

    }

}
