/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;

/** The application of {@link AuditedTests}. */
@EnableMethodSecurity
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
@Import({ AuditedSampleApplication.Things.class, AuditedSampleApplication.OwnAdvice.class,
        AuditedResponsesController.class })
class AuditedSampleApplication {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
        return http.authorizeHttpRequests(
                (requests) -> requests.requestMatchers("/public/**", "/error").permitAll().anyRequest().authenticated())
            .httpBasic(Customizer.withDefaults())
            .csrf((csrf) -> csrf.disable())
            .build();
    }

    @Bean
    UserDetailsService users() {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        for (String name : List.of("u1", "u2", "u3", "u5", "u8", "op", "op6", "op7", "viewer")) {
            users.createUser(User.withUsername(name).password("{noop}pw").roles("VIEWER").build());
        }
        users.createUser(User.withUsername("operator").password("{noop}pw").roles("OPERATOR").build());
        return users;
    }

    @Bean
    AuthenticationManager signIn(UserDetailsService users, AuthenticationEventPublisher events) {
        ProviderManager manager = new ProviderManager(new DaoAuthenticationProvider(users));
        manager.setAuthenticationEventPublisher(events);
        return manager;
    }

    /** Stands for a filter that names requests. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> requestIds() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
                    jakarta.servlet.FilterChain chain) throws jakarta.servlet.ServletException, IOException {
                CountDownLatch dispatched = new CountDownLatch(1);
                request.setAttribute("dispatched", dispatched);
                MDC.put("requestId", "r-1");
                chain.doFilter(request, response);
                MDC.remove("requestId");
                dispatched.countDown();
            }
        });
        registration.setOrder(-1000);
        return registration;
    }

    record Thing(@NotBlank String name) {
    }

    static class OutOfStockException extends RuntimeException {

        private static final long serialVersionUID = 1L;

    }

    @ResponseStatus(HttpStatus.NOT_FOUND)
    static class NoSuchThingException extends RuntimeException {

        private static final long serialVersionUID = 1L;

    }

    @RestControllerAdvice
    static class OwnAdvice {

        @ExceptionHandler
        @ResponseStatus(HttpStatus.FORBIDDEN)
        String outOfStock(OutOfStockException ex) {
            return "no";
        }

    }

    @RestController
    static class Things {

        private final AuthenticationManager signIn;

        Things(AuthenticationManager signIn) {
            this.signIn = signIn;
        }

        @PostMapping("/api/v1/things")
        @Audited("thing.create")
        ResponseEntity<Thing> create(@Valid @RequestBody Thing thing) {
            return ResponseEntity.created(URI.create("/api/v1/things/1")).body(thing);
        }

        @DeleteMapping("/api/v1/things/{id}")
        @Audited("thing.delete")
        @PreAuthorize("hasRole('OPERATOR')")
        void delete(@PathVariable int id) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }

        @PostMapping("/api/v1/orders/{id}")
        @Audited(value = "order.place", resource = "'order ' + #id + ' of ' + #thing.name")
        String place(@PathVariable int id, @RequestBody Thing thing) {
            return "placed";
        }

        @PostMapping("/api/v1/accounts")
        @Audited(value = "account.open", resource = "#result.body")
        ResponseEntity<String> open(@RequestBody Thing thing) {
            return ResponseEntity.ok("account-" + thing.name());
        }

        @PostMapping("/public/login")
        @Audited("account.login")
        String login(@RequestBody Thing thing) {
            this.signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(thing.name(), "pw"));
            return "token";
        }

    }

}
