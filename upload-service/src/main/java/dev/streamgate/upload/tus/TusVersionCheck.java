/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.streamgate.hardening.problem.ProblemException;

/** Rejects requests without the supported protocol version before their body is read. */
final class TusVersionCheck implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!"OPTIONS".equals(request.getMethod())
                && !TusProtocol.VERSION.equals(request.getHeader(TusProtocol.TUS_RESUMABLE))) {
            throw new ProblemException(TusProtocol.UNSUPPORTED_VERSION,
                    "Send Tus-Resumable: %s.".formatted(TusProtocol.VERSION))
                .header(TusProtocol.TUS_VERSION, TusProtocol.VERSION);
        }
        return true;
    }

}
