/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/** Renders rejections by the security filter chain as problems. Thread-safe. */
class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final Logger log = LoggerFactory.getLogger(SecurityProblems.class);

    private final ProblemDetails problems;

    SecurityProblems(ProblemDetails problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            log.warn("Cannot verify access tokens: the issuer's keys are unavailable", failure);
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            this.problems.write(response,
                    ProblemDetails.of(ProblemType.UNAVAILABLE, "Access tokens cannot be verified. Retry later."));
            return;
        }
        boolean tokenSent = failure instanceof OAuth2AuthenticationException;
        log.info("Rejected {}: {} access token", request.getMethod(), tokenSent ? "invalid" : "no");
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
        this.problems.write(response, ProblemDetails.of(ProblemType.UNAUTHENTICATED,
                tokenSent ? "The access token is invalid or expired." : "Send an access token as a bearer token."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        log.info("Rejected {}: missing role", request.getMethod());
        this.problems.write(response,
                ProblemDetails.of(ProblemType.FORBIDDEN, "The caller lacks the role that this operation requires."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        log.info("Rejected a malformed request");
        this.problems.write(response,
                ProblemDetails.of(ProblemType.BAD_REQUEST, "The request's URI or headers are malformed."));
    }

}
