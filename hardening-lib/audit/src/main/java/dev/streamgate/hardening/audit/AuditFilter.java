/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * Follows a request to an audited handler through its dispatches, outside of Spring
 * Security's filters, whose rejections count too. What neither a dispatch nor an error
 * page ends (a client that disconnects from an asynchronous request) is recorded when the
 * container destroys the request. Thread-safe.
 */
final class AuditFilter implements Filter, ServletRequestListener, ServletContextListener {

    private static final Logger log = LoggerFactory.getLogger(AuditFilter.class);

    private final AuditedMethods methods;

    /** Without a container (MockMvc) neither error pages nor listeners are called. */
    private volatile boolean inContainer;

    AuditFilter(AuditedMethods methods) {
        this.methods = methods;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        this.inContainer = true;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!this.methods.haveHandlers() || !(request instanceof HttpServletRequest http)
                || !(response instanceof HttpServletResponse target)) {
            chain.doFilter(request, response);
            return;
        }
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.REQUEST && !this.methods.mayHandle(http.getMethod())) {
            chain.doFilter(request, response);
            AuditedExchange unexpected = AuditedExchange.of(http);
            if (unexpected != null) {
                // A filter has changed the method after all.
                unexpected.dispatched(this.inContainer);
            }
            return;
        }
        AuditedExchange exchange = (dispatch != DispatcherType.REQUEST) ? AuditedExchange.of(http) : null;
        AuditedResponse audited = (exchange != null) ? WebUtils.getNativeResponse(response, AuditedResponse.class)
                : null;
        if (dispatch != DispatcherType.REQUEST && exchange == null) {
            chain.doFilter(request, response);
        }
        else if (audited != null) {
            follow(http, target, audited, dispatch, chain);
        }
        else {
            audited = new AuditedResponse(target, exchange);
            follow(http, audited, audited, dispatch, chain);
        }
    }

    private void follow(HttpServletRequest request, HttpServletResponse response, AuditedResponse audited,
            DispatcherType dispatch, FilterChain chain) throws IOException, ServletException {
        boolean followed = this.inContainer && dispatch != DispatcherType.ERROR;
        @Nullable AuditedExchange exchange = audited.getExchange();
        if (exchange != null && dispatch == DispatcherType.ERROR) {
            exchange.errorSent(false);
        }
        try {
            chain.doFilter(request, response);
        }
        catch (IOException | ServletException | RuntimeException | Error ex) {
            exchange = audited.getExchange();
            if (exchange != null) {
                exchange.failed(ex, followed);
            }
            throw ex;
        }
        exchange = audited.getExchange();
        if (exchange == null) {
            return;
        }
        try {
            exchange.dispatched(followed);
        }
        catch (AuditUnavailableException ex) {
            if (response.isCommitted()) {
                // Aborts the connection, so the client receives no complete response.
                throw ex;
            }
            response.resetBuffer();
            response.setHeader(HttpHeaders.RETRY_AFTER, ex.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (!this.methods.haveHandlers() || !(event.getServletRequest() instanceof HttpServletRequest request)) {
            return;
        }
        AuditedExchange exchange = AuditedExchange.of(request);
        if (exchange != null) {
            try {
                exchange.destroyed();
            }
            catch (AuditUnavailableException ex) {
                log.debug("The event of a completed request is queued", ex);
            }
        }
    }

}
