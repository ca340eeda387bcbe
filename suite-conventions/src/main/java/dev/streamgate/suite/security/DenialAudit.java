/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.security.AbstractAuthorizationAuditListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.authorization.event.AuthorizationEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;

/**
 * Makes each denial an audit event {@code AUTHORIZATION_FAILURE} that says who, with
 * which roles, from where, what and why: denials of security filters, of method security,
 * and 403 of handlers that are not audited themselves. One event a request. Thread-safe.
 */
final class DenialAudit extends AbstractAuthorizationAuditListener implements HandlerInterceptor {

    private static final String RECORDED = DenialAudit.class.getName();

    private static final String ROLE = "ROLE_";

    private final ClientAddresses addresses;

    DenialAudit(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public void onApplicationEvent(AuthorizationEvent event) {
        if (event instanceof AuthorizationDeniedEvent<?> denied
                && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
            record(request.getRequest(), denied.getAuthentication().get(),
                    String.valueOf(denied.getAuthorizationResult()));
        }
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception ex) {
        boolean audited = handler instanceof HandlerMethod method
                && AnnotatedElementUtils.hasAnnotation(method.getMethod(), Audited.class);
        if (response.getStatus() == HttpStatus.FORBIDDEN.value() && !audited) {
            Object problem = request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE);
            String detail = (problem instanceof ErrorResponse error) ? error.getBody().getDetail() : null;
            record(request, SecurityContextHolder.getContext().getAuthentication(),
                    (detail != null) ? detail : String.valueOf(problem));
        }
    }

    private static String roles(Authentication caller) {
        return caller.getAuthorities()
            .stream()
            .map(GrantedAuthority::getAuthority)
            .filter((authority) -> authority != null && authority.startsWith(ROLE))
            .map((authority) -> authority.substring(ROLE.length()).toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(" "));
    }

    private void record(HttpServletRequest request, @Nullable Authentication caller, String reason) {
        if (request.getAttribute(RECORDED) != null) {
            return;
        }
        request.setAttribute(RECORDED, true);
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("resource", request.getRequestURI());
        details.put("method", request.getMethod());
        details.put("reason", reason);
        if (caller != null) {
            details.put("roles", roles(caller));
        }
        IpAddress address = this.addresses.of(request);
        if (address != null) {
            details.put("address", address.toString());
        }
        publish(new AuditEvent((caller != null) ? caller.getName() : "anonymous", "AUTHORIZATION_FAILURE", details));
    }

}
