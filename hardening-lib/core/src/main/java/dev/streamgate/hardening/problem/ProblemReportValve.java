/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.RequestDispatcher;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Renders the rejections of Tomcat's connector: a malformed request line, illegal
 * characters in the URI, headers beyond the limit. Filters do not see these responses, so
 * their security headers are set here. Tomcat closes the connection after them, but says
 * so for some statuses only: a proxy that reuses such a connection loses its next
 * request.
 */
class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    /** Only the message distinguishes this case from other bad requests. */
    private static final String HEADERS_TOO_LARGE = StringManager.getManager("org.apache.coyote.http11")
        .getString("iib.requestheadertoolarge.error");

    /** The message continues with the limit. */
    private static final String TOO_MANY_HEADERS = firstPart(
            StringManager.getManager("org.apache.tomcat.util.http").getString("headers.maxCountFail"));

    private static final Map<String, String> SECURITY_HEADERS = Map.of("X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'", "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private final ProblemDetails problems;

    ProblemReportValve(ProblemDetails problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) {
            return;
        }
        ProblemType type = type(response.getStatus(), thrown, request);
        ProblemDetail problem = ProblemDetails.of(type, null);
        problem.setStatus(type.equals(ProblemType.HEADERS_TOO_LARGE) ? type.status().value() : response.getStatus());
        response.setStatus(problem.getStatus());
        if (request.getContext() == null || type.equals(ProblemType.HEADERS_TOO_LARGE)) {
            response.setHeader("Connection", "close");
        }
        SECURITY_HEADERS.forEach((name, value) -> {
            if (response.getHeader(name) == null) {
                response.setHeader(name, value);
            }
        });
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            Writer body = response.getReporter();
            if (body != null) {
                body.write(this.problems.json(problem));
                response.finishResponse();
            }
        }
        catch (IOException | IllegalStateException ex) {
            log.debug("Client disconnected before the problem was written", ex);
        }
    }

    private static ProblemType type(int code, @Nullable Throwable thrown, Request request) {
        Object cause = (thrown != null) ? thrown : request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (cause instanceof IllegalArgumentException invalid && HEADERS_TOO_LARGE.equals(invalid.getMessage())
                || cause instanceof IllegalStateException excess && excess.getMessage() != null
                        && excess.getMessage().startsWith(TOO_MANY_HEADERS)) {
            return ProblemType.HEADERS_TOO_LARGE;
        }
        HttpStatus status = HttpStatus.resolve(code);
        return ProblemType.general((status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static String firstPart(@Nullable String message) {
        return (message != null) ? message.split("\\[", 2)[0] : "";
    }

}
