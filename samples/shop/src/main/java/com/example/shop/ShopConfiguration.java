/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The shop's security chain, users, caches and executor. */
@Configuration(proxyBeanMethods = false)
class ShopConfiguration {

    @Bean
    SecurityFilterChain shopSecurity(HttpSecurity http) {
        return http
            .authorizeHttpRequests((paths) -> paths.requestMatchers(EndpointRequest.to("health"))
                .permitAll()
                .requestMatchers(EndpointRequest.toAnyEndpoint())
                .hasRole("ADMIN")
                .requestMatchers("/", "/products/**", "/api/products/**", "/error")
                .permitAll()
                .requestMatchers("/api/orders/**", "/api/reports")
                .hasRole("VIEWER")
                .requestMatchers("/admin")
                .hasRole("ADMIN")
                .anyRequest()
                .authenticated())
            .csrf((csrf) -> csrf.ignoringRequestMatchers("/api/**"))
            .formLogin(Customizer.withDefaults())
            .httpBasic(Customizer.withDefaults())
            .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("viewer").password("{noop}viewer").roles("VIEWER").build(),
                User.withUsername("admin").password("{noop}admin").roles("ADMIN").build());
    }

    @Bean
    CacheManager shopCaches() {
        return new ConcurrentMapCacheManager("prices");
    }

    @Bean
    ThreadPoolTaskExecutor applicationTaskExecutor() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(2);
        executor.setThreadNamePrefix("shop-");
        return executor;
    }

}
