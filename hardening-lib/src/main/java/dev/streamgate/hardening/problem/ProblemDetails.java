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
 * Makes problem bodies, and writes them where no message converter is at hand: in filters
 * and in the error dispatch. Safe for threads.
 */
public final class ProblemDetails {

    private final JsonMapper json;

    ProblemDetails(JsonMapper json) {
        this.json = json;
    }

    /** A problem of the type, with the ids of the present request. */
    public static ProblemDetail of(ProblemType type, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(type.status());
        problem.setType(type.uri());
        problem.setTitle(type.title());
        problem.setDetail(detail);
        return identify(problem);
    }

    /** Adds trace id and request id of the present request, where there are any. */
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

    /** The problem's body. */
    String json(ProblemDetail problem) {
        return this.json.writeValueAsString(problem);
    }

    /**
     * Writes the problem as the whole reply; does nothing when the reply is already under
     * way.
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
