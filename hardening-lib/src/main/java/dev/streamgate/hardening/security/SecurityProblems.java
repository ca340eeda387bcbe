/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

/** Refusals of the filter chain, as problems. */
class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final Log log = LogFactory.getLog(SecurityProblems.class);

    private final ProblemDetails problems;

    SecurityProblems(ProblemDetails problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            log.warn("Tokens cannot be verified", failure);
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            this.problems.write(response,
                    ProblemDetails.of(ProblemType.UNAVAILABLE, "Tokens cannot be verified at the moment."));
            return;
        }
        boolean tokenSent = failure instanceof OAuth2AuthenticationException;
        log.info(
                "Refused " + request.getMethod() + " for lack of a valid token" + (tokenSent ? " (one was sent)" : ""));
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
        this.problems.write(response, ProblemDetails.of(ProblemType.UNAUTHENTICATED, tokenSent
                ? "The access token is not valid or has expired." : "Send an access token as a bearer token."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        log.info("Refused " + request.getMethod() + " for lack of a role");
        this.problems.write(response,
                ProblemDetails.of(ProblemType.FORBIDDEN, "Your roles do not include what this call needs."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        log.info("Refused a malformed request");
        this.problems.write(response,
                ProblemDetails.of(ProblemType.BAD_REQUEST, "The request's address or headers are not well formed."));
    }

}
