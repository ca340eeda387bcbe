/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.reports;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A chain and roles of the application, with the classes of a resource server on the
 * class path. Runs with the library and without it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OwnChainTests {

    @LocalServerPort
    private int port;

    @Test
    void anAdminWithoutTheRoleViewerIsDeniedWhatViewersMayRead() throws Exception {
        assertThat(get("/reports", "viewer").statusCode()).isEqualTo(200);
        assertThat(get("/reports", "admin").statusCode()).isEqualTo(403);
    }

    @Test
    void anAnnotationOfMethodSecurityStaysWithoutEffect() throws Exception {
        assertThat(get("/archive", "viewer").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String user) throws Exception {
        byte[] credentials = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
        return new ReportsClient(this.port).send(path, "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Reports.class)
    static class OwnChainApplication {

        @Bean
        SecurityFilterChain ownChain(HttpSecurity http) {
            return http
                .authorizeHttpRequests(
                        (paths) -> paths.requestMatchers("/reports").hasRole("VIEWER").anyRequest().authenticated())
                .httpBasic(Customizer.withDefaults())
                .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("viewer").password("{noop}viewer").roles("VIEWER").build(),
                    User.withUsername("admin").password("{noop}admin").roles("ADMIN").build());
        }

    }

    @RestController
    static class Reports {

        @GetMapping("/reports")
        String reports() {
            return "reports";
        }

        @GetMapping("/archive")
        @PreAuthorize("hasRole('ARCHIVIST')")
        String archive() {
            return "archive";
        }

    }

}
