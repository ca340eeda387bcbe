/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates problem bodies, and writes them where no message converter is available: in
 * filters and in error dispatches. Thread-safe.
 */
public final class ProblemDetails {

    private final JsonMapper json;

    ProblemDetails(JsonMapper json) {
        this.json = json;
    }

    /**
     * Creates a problem with the trace id and request id of the current request.
     * @param type the problem's type
     * @param detail what is wrong with this request; null if the type says everything
     * @return a new problem
     */
    public static ProblemDetail of(ProblemType type, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(type.status());
        problem.setType(type.uri());
        problem.setTitle(type.title());
        problem.setDetail(detail);
        return identify(problem);
    }

    /** Adds the current request's trace id and request id, if present. */
    static ProblemDetail identify(ProblemDetail problem) {
        String traceId = MDC.get("traceId");
        if (traceId != null) {
            problem.setProperty("traceId", traceId);
        }
        String requestId = MDC.get("requestId");
        if (requestId != null) {
            problem.setProperty("requestId", requestId);
        }
        return problem;
    }

    String json(ProblemDetail problem) {
        return this.json.writeValueAsString(problem);
    }

    /**
     * Writes the problem as the whole response. Does nothing if the response is already
     * committed.
     * @param response the response to write to
     * @param problem the response body; its status becomes the response's
     * @throws IOException if the client cannot be written to
     */
    public void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = this.json.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

}
