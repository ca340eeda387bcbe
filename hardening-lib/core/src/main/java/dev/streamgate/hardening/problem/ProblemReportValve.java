/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.io.Writer;
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
 * characters in the URI, headers beyond the limit.
 */
class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    /** Only the message distinguishes this case from other bad requests. */
    private static final String HEADERS_TOO_LARGE = StringManager.getManager("org.apache.coyote.http11")
        .getString("iib.requestheadertoolarge.error");

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
        if (cause instanceof IllegalArgumentException invalid && HEADERS_TOO_LARGE.equals(invalid.getMessage())) {
            return ProblemType.HEADERS_TOO_LARGE;
        }
        HttpStatus status = HttpStatus.resolve(code);
        return ProblemType.general((status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR);
    }

}
