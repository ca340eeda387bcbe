/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.configuration;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Fails the start of a reactive web application: the library's filters and interceptors
 * are those of the servlet API, so its annotations would have no effect there.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ServletOnlyAutoConfiguration {

    /** Runs before any other bean is created, so that the failure names this cause. */
    @Bean
    static BeanFactoryPostProcessor reactiveApplicationRefusal() {
        return (beans) -> {
            throw new InvalidConfigurationException(
                    "hardening-core is on the class path of a reactive web application. Its rate limits, audit events "
                            + "and problems require Spring MVC and would have no effect on WebFlux.",
                    "Use spring-boot-starter-webmvc instead of spring-boot-starter-webflux, or remove the dependencies "
                            + "on dev.streamgate:hardening-*. If Spring MVC is on the class path too, set "
                            + "spring.main.web-application-type=servlet.");
        };
    }

}
