/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.DispatcherServlet;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;

/**
 * A request to an audited handler, through all its dispatches (request, async, error).
 * The event is recorded once: as soon as the status is final and before the response is
 * committed, or, if the handler streams, before the response ends. The container runs the
 * dispatches one after the other.
 */
final class AuditedExchange {

    static final String ATTRIBUTE = AuditedExchange.class.getName();

    private final AuditRecorder recorder;

    private final AuditedMethod method;

    private final HttpServletRequest request;

    private final HttpServletResponse response;

    private final String path;

    private final Map<String, Object> details = new TreeMap<>();

    private String actor = AuditRecord.ANONYMOUS;

    private boolean named;

    private @Nullable String resource;

    private boolean errorSent;

    private @Nullable Throwable failure;

    private volatile boolean aborted;

    private boolean recorded;

    /**
     * Starts when the handler is about to be invoked.
     * @param response the response whose status is recorded
     */
    AuditedExchange(AuditRecorder recorder, AuditedMethod method, ClientAddresses addresses, HttpServletRequest request,
            HttpServletResponse response) {
        this.recorder = recorder;
        this.method = method;
        this.request = request;
        this.response = response;
        this.path = request.getRequestURI();
        this.details.put("method", request.getMethod());
        IpAddress address = addresses.of(request);
        if (address != null) {
            this.details.put("address", address);
        }
        String onBehalfOf = request.getHeader("X-On-Behalf-Of");
        if (onBehalfOf != null) {
            this.details.put("onBehalfOf", onBehalfOf);
        }
        AuditRecorder.correlate(this.details);
        updateActor();
    }

    /** The exchange of a request; null if its handler is not audited. */
    static @Nullable AuditedExchange of(HttpServletRequest request) {
        return (AuditedExchange) request.getAttribute(ATTRIBUTE);
    }

    boolean isFor(AuditedMethod other) {
        return this.method.equals(other);
    }

    void resource(@Nullable String resource) {
        this.resource = resource;
    }

    /**
     * Takes the authenticated caller of this thread, who may have signed in meanwhile;
     * the previous one remains if the context is already cleared.
     */
    void updateActor() {
        if (this.named) {
            return;
        }
        this.actor = AuditRecorder.actor(this.actor);
        if (this.actor.equals(AuditRecord.ANONYMOUS) && this.request.getUserPrincipal() != null
                && this.request.getAuthType() != null) {
            this.actor = this.request.getUserPrincipal().getName();
        }
    }

    /** The request authenticated this user. */
    void signedIn(String name) {
        this.actor = name;
    }

    /** The handler says who the actor is. */
    void actor(String name) {
        this.actor = name;
        this.named = true;
    }

    /** The handler adds a detail. */
    void detail(String name, Object value) {
        this.details.put(name, value);
    }

    /** The container will render an error page, whose status counts. */
    void errorSent(boolean sent) {
        this.errorSent = sent;
    }

    /** The client disconnected. */
    void aborted() {
        this.aborted = true;
    }

    /** Whether the outcome can be known only when the response ends. */
    boolean isStreaming() {
        return this.method.streams() || this.request.isAsyncStarted();
    }

    /** The response is about to be committed by a flush. */
    void beforeFlush() {
        if (!this.recorded && !isStreaming()) {
            updateActor();
            record();
        }
    }

    /** The last bytes of the response are about to be written. */
    void beforeLastBytes() {
        if (!this.recorded && !this.request.isAsyncStarted()) {
            record();
        }
    }

    /**
     * A dispatch has ended.
     * @param followed whether the container renders an error page for an error sent
     */
    void dispatched(boolean followed) {
        if (!this.recorded && !this.request.isAsyncStarted() && !(this.errorSent && followed)) {
            record();
        }
    }

    /**
     * A dispatch has ended with an exception.
     * @param followed whether the container renders an error page for it
     */
    void failed(Throwable ex, boolean followed) {
        this.failure = ex;
        if (this.recorded) {
            return;
        }
        if (this.response.isCommitted()) {
            record();
        }
        else if (!followed) {
            record(Math.max(500, this.response.getStatus()));
        }
    }

    /** The container has completed the request without one of the other ends. */
    void destroyed() {
        if (this.recorded) {
            return;
        }
        this.aborted |= this.failure == null && !this.errorSent;
        record();
    }

    private void record() {
        int status;
        try {
            status = this.response.getStatus();
        }
        catch (IllegalStateException ex) {
            // The container has recycled the response.
            status = 0;
        }
        record(status);
    }

    private void record(int status) {
        this.recorded = true;
        boolean failed = this.aborted || this.failure != null || (status < 400 && this.response.isCommitted()
                && this.request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) != null);
        if (status != 0 && (!this.aborted || status >= 400 || this.response.isCommitted())) {
            this.details.put("status", status);
        }
        if (this.aborted) {
            this.details.put("aborted", true);
        }
        String location = (status == 0) ? null : this.response.getHeader(HttpHeaders.LOCATION);
        if (location != null) {
            this.details.put("location", location);
        }
        boolean denied = status == 401 || status == 403;
        if (denied && this.request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof ErrorResponse error
                && error.getBody().getDetail() != null) {
            this.details.put("reason", error.getBody().getDetail());
        }
        String result = denied ? AuditRecord.DENIED
                : (failed || status >= 400) ? AuditRecord.FAILURE : AuditRecord.SUCCESS;
        this.recorder.record(this.method.type(), this.actor, (this.resource != null) ? this.resource : this.path,
                result, this.details);
    }

}
