/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.streamgate.hardening.network.NetworkAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** Handlers are limited in applications that configure Spring MVC themselves. */
class OwnMvcConfigurationTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class,
                DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, ProblemAutoConfiguration.class,
                NetworkAutoConfiguration.class, RateLimitAutoConfiguration.class))
        .withPropertyValues("streamgate.rate-limit.plans.once.capacity=1", "streamgate.rate-limit.plans.once.refill=1",
                "streamgate.rate-limit.plans.once.period=1d");

    @ParameterizedTest
    @ValueSource(classes = { ByEnableWebMvc.class, ByConfigurationSupport.class, ByRegistrations.class })
    void handlersAreLimited(Class<?> configuration) {
        this.runner.withUserConfiguration(configuration, OnceController.class).run((context) -> {
            MockMvcTester mvc = MockMvcTester.from(context);
            assertThat(mvc.get().uri("/once")).hasStatus(200);
            assertThat(mvc.get().uri("/once")).hasStatus(429);
        });
    }

    @EnableWebMvc
    @Configuration(proxyBeanMethods = false)
    static class ByEnableWebMvc {

    }

    @Configuration(proxyBeanMethods = false)
    static class ByConfigurationSupport extends WebMvcConfigurationSupport {

    }

    static class ByRegistrations implements WebMvcRegistrations {

        @Override
        public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
            return new RequestMappingHandlerMapping();
        }

    }

    @RestController
    static class OnceController {

        @GetMapping("/once")
        @RateLimited("once")
        String once() {
            return "once";
        }

    }

}
