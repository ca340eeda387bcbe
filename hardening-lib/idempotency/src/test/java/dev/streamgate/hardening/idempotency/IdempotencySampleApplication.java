/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** An application with handlers that count their calls. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(IdempotencySampleApplication.SampleController.class)
class IdempotencySampleApplication {

    /** Any name is a user; requests without one are anonymous. */
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
            .authenticationManager(
                    (login) -> UsernamePasswordAuthenticationToken.authenticated(login.getName(), null, List.of()))
            .httpBasic(Customizer.withDefaults())
            .csrf((csrf) -> csrf.disable())
            .build();
    }

    /** Rejects requests while the sample says so. */
    @Bean
    WebMvcConfigurer rejection(SampleController sample) {
        return new WebMvcConfigurer() {

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new HandlerInterceptor() {

                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (sample.rejecting.get()) {
                            throw new ProblemException(ProblemType.UNAVAILABLE, "Not now.");
                        }
                        return true;
                    }

                });
            }

        };
    }

    @RestController
    static class SampleController {

        final AtomicBoolean rejecting = new AtomicBoolean();

        final AtomicInteger calls = new AtomicInteger();

        final CountDownLatch entered = new CountDownLatch(1);

        final CountDownLatch leave = new CountDownLatch(1);

        @PostMapping("/api/v1/things")
        ResponseEntity<String> create(@RequestBody String body) {
            int id = this.calls.incrementAndGet();
            return ResponseEntity.created(URI.create("/api/v1/things/" + id))
                .eTag(Integer.toString(id))
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .body(Integer.toString(id));
        }

        @PatchMapping("/api/v1/things")
        String change(@RequestBody String body) {
            return "changed";
        }

        @PostMapping("/api/v1/things/{id}/tag")
        ResponseEntity<Void> tag(@PathVariable String id) {
            this.calls.incrementAndGet();
            return ResponseEntity.noContent().build();
        }

        @PostMapping("/api/v1/fail/{kind}")
        String fail(@PathVariable String kind) {
            this.calls.incrementAndGet();
            switch (kind) {
                case "conflict" -> throw new ProblemException(ProblemType.CONFLICT, "No.");
                case "unavailable" -> throw new ProblemException(ProblemType.UNAVAILABLE, "Not now.");
                case "rate-limited" -> throw new ProblemException(ProblemType.RATE_LIMITED, "Not yet.");
                default -> throw new IllegalStateException();
            }
        }

        @PostMapping("/api/v1/secret")
        ResponseEntity<String> secret() {
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body("s" + this.calls.incrementAndGet());
        }

        @PostMapping("/api/v1/large")
        String large() {
            this.calls.incrementAndGet();
            return "x".repeat(300 * 1024);
        }

        @PostMapping("/api/v1/slow")
        String slow() throws InterruptedException {
            this.entered.countDown();
            this.leave.await();
            return "slow";
        }

        @PostMapping("/api/v1/later")
        Callable<String> later() {
            return () -> "later" + this.calls.incrementAndGet();
        }

        @PostMapping("/api/v1/bytes")
        String bytes(@RequestBody byte[] body) {
            return Integer.toString(body.length);
        }

        @PostMapping({ "/api/v1/own", "/api/v1/open" })
        String own() {
            return "own";
        }

    }

}
