/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.suite.load.BodyPermits;
import dev.streamgate.suite.resource.ConnectionBudget;
import dev.streamgate.suite.security.Caller;

/**
 * Admits request bodies: a part of the connections in all, and a share of it for each
 * user. A body that arrives as slowly as it may holds its buffers for hours. Thread-safe.
 */
@Component
class BodyAdmission implements HandlerInterceptor, WebMvcConfigurer {

    private static final String ADMISSION = BodyAdmission.class.getName();

    private final BodyPermits permits;

    /**
     * Derives the number of bodies unless it is set.
     * @throws InvalidConfigurationException if bodies could take all connections
     */
    BodyAdmission(BodyProperties properties, ConnectionBudget budget) {
        Integer configured = properties.total();
        int total = (configured != null) ? configured : Math.max(1, budget.connections() * 3 / 4);
        if (total >= budget.connections()) {
            throw new InvalidConfigurationException(
                    "streamgate.upload.bodies.total=%d, but upload-service accepts %d connections in all"
                        .formatted(total, budget.connections()),
                    "Set streamgate.upload.bodies.total to less than %d, or enlarge the heap (-Xmx)."
                        .formatted(budget.connections()));
        }
        this.permits = new BodyPermits(total, Math.min(total, properties.perUser()));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean hasBody = request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (hasBody && request.getAttribute(ADMISSION) == null) {
            request.setAttribute(ADMISSION, this.permits.admit(Caller.current().map(Caller::id).orElse("")));
        }
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception ex) {
        if (request.getAttribute(ADMISSION) instanceof BodyPermits.Admission admission) {
            request.removeAttribute(ADMISSION);
            admission.close();
        }
    }

}
