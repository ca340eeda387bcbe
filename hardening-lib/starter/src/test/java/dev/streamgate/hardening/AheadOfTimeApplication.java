/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;

/** The application that {@link AheadOfTimeIT} processes ahead of time and starts. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AheadOfTimeApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(AheadOfTimeApplication.class, arguments);
    }

    @Bean
    SecurityFilterChain openToAll(HttpSecurity http) {
        return http.csrf((csrf) -> csrf.disable())
            .authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
            .build();
    }

    @RestController
    @RateLimited("orders")
    static class OrderController {

        @PostMapping("/orders")
        @Audited("order.place")
        Map<String, String> place() {
            return Map.of("state", "placed");
        }

        @PostMapping("/conflicts")
        void conflict() {
            throw new ProblemException(ProblemType.CONFLICT, "The order exists.");
        }

    }

}
