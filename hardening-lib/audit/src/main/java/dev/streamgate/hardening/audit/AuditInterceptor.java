/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.util.WebUtils;

import dev.streamgate.hardening.network.ClientAddresses;

/**
 * Starts the event of a request when its audited handler is about to be invoked: the last
 * of the interceptors, so that requests that another one rejects are not recorded.
 * Rejects the request if the event could not be written. Thread-safe.
 */
final class AuditInterceptor implements AsyncHandlerInterceptor {

    private final AuditedMethods methods;

    private final AuditRecorder recorder;

    private final ClientAddresses addresses;

    AuditInterceptor(AuditedMethods methods, AuditRecorder recorder, ClientAddresses addresses) {
        this.methods = methods;
        this.recorder = recorder;
        this.addresses = addresses;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        AuditedMethod method = (handler instanceof HandlerMethod candidate)
                ? this.methods.handler(candidate.getMethod()) : null;
        if (method == null) {
            return true;
        }
        if (AuditedExchange.of(request) != null) {
            updateActor(request);
            return true;
        }
        this.recorder.requireWritable();
        AuditedResponse audited = WebUtils.getNativeResponse(response, AuditedResponse.class);
        AuditedExchange exchange = new AuditedExchange(this.recorder, method, this.addresses, request,
                (audited != null) ? (HttpServletResponse) audited.getResponse() : response);
        if (audited != null) {
            audited.setExchange(exchange);
        }
        request.setAttribute(AuditedExchange.ATTRIBUTE, exchange);
        return true;
    }

    @Override
    public void afterConcurrentHandlingStarted(HttpServletRequest request, HttpServletResponse response,
            Object handler) {
        updateActor(request);
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception ex) {
        updateActor(request);
    }

    private static void updateActor(HttpServletRequest request) {
        AuditedExchange exchange = AuditedExchange.of(request);
        if (exchange != null) {
            exchange.updateActor();
        }
    }

}
