/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;

/**
 * Invokes handlers and records an event for those marked {@link Audited}, after the
 * invocation and before the response is written: a success response implies a durable
 * event. An interceptor would run too late for that; a proxy would miss invalid
 * arguments.
 */
class AuditingHandlerAdapter extends RequestMappingHandlerAdapter {

    private static final boolean SECURITY_PRESENT = ClassUtils.isPresent(
            "org.springframework.security.core.context.SecurityContextHolder",
            AuditingHandlerAdapter.class.getClassLoader());

    private final AuditJournal journal;

    private final ClientAddresses addresses;

    private final Clock clock;

    private final Map<Method, Optional<String>> types = new ConcurrentHashMap<>();

    AuditingHandlerAdapter(AuditJournal journal, ClientAddresses addresses, Clock clock) {
        this.journal = journal;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
        Optional<String> type = this.types.computeIfAbsent(handler.getMethod(),
                (method) -> Optional.ofNullable(handler.getMethodAnnotation(Audited.class)).map(Audited::value));
        return type.isPresent() ? new AuditedMethod(handler, type.get()) : super.createInvocableHandlerMethod(handler);
    }

    private void record(String type, HttpServletRequest request, String result, int status, @Nullable String location) {
        Map<String, Object> details = new TreeMap<>();
        details.put("method", request.getMethod());
        details.put("status", status);
        IpAddress address = this.addresses.of(request);
        if (address != null) {
            details.put("address", address);
        }
        String onBehalfOf = request.getHeader("X-On-Behalf-Of");
        if (onBehalfOf != null) {
            details.put("onBehalfOf", onBehalfOf);
        }
        if (location != null) {
            details.put("location", location);
        }
        for (String id : new String[] { "requestId", "traceId" }) {
            String value = MDC.get(id);
            if (value != null) {
                details.put(id, value);
            }
        }
        AuditRecord event = AuditRecord.of(this.clock.instant(), type,
                SECURITY_PRESENT ? CurrentActor.name() : CurrentActor.ANONYMOUS, request.getRequestURI(), result,
                details);
        try {
            this.journal.recordDurably(event);
        }
        catch (AuditUnavailableException ex) {
            // The operation is complete although the caller receives an error.
            this.journal.recordBestEffort(event);
            throw ex;
        }
    }

    /** A handler method whose outcome is recorded before its response is written. */
    private final class AuditedMethod extends ServletInvocableHandlerMethod {

        private final String type;

        AuditedMethod(HandlerMethod handler, String type) {
            super(handler);
            this.type = type;
        }

        @Override
        public @Nullable Object invokeForRequest(NativeWebRequest request, @Nullable ModelAndViewContainer container,
                @Nullable Object... arguments) throws Exception {
            HttpServletRequest servletRequest = (HttpServletRequest) request.getNativeRequest();
            AuditingHandlerAdapter.this.journal.requireWritable();
            Object result;
            try {
                result = super.invokeForRequest(request, container, arguments);
            }
            catch (Exception ex) {
                int status = status(ex);
                AuditingHandlerAdapter.this.record(this.type, servletRequest,
                        isDenial(status) ? AuditRecord.DENIED : AuditRecord.FAILURE, status, null);
                throw ex;
            }
            int status = 200;
            String location = null;
            if (result instanceof ResponseEntity<?> entity) {
                status = entity.getStatusCode().value();
                location = entity.getHeaders().getFirst(HttpHeaders.LOCATION);
            }
            AuditingHandlerAdapter.this.record(this.type, servletRequest,
                    (status < 400) ? AuditRecord.SUCCESS : isDenial(status) ? AuditRecord.DENIED : AuditRecord.FAILURE,
                    status, location);
            return result;
        }

        private static boolean isDenial(int status) {
            return status == 401 || status == 403;
        }

        private static int status(Exception ex) {
            if (ex instanceof ErrorResponse error) {
                return error.getStatusCode().value();
            }
            return SECURITY_PRESENT ? CurrentActor.status(ex) : 500;
        }

    }

}
