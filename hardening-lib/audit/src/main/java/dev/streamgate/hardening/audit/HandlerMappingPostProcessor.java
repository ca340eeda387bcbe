/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Adds the interceptor to every handler mapping, after the interceptors of its
 * configuration. Unlike a {@code WebMvcConfigurer} or {@code WebMvcRegistrations} it
 * depends neither on Spring Boot's configuration of Spring MVC nor on its absence.
 */
final class HandlerMappingPostProcessor implements InstantiationAwareBeanPostProcessor {

    private final ObjectProvider<AuditInterceptor> interceptor;

    HandlerMappingPostProcessor(ObjectProvider<AuditInterceptor> interceptor) {
        this.interceptor = interceptor;
    }

    @Override
    public boolean postProcessAfterInstantiation(Object bean, String name) {
        if (bean instanceof AbstractHandlerMapping mapping) {
            mapping.setInterceptors(this.interceptor.getObject());
        }
        return true;
    }

}
