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
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Renders requests without a valid bearer token as the problem {@code unauthenticated},
 * and as {@code unavailable} if tokens cannot be verified. Used by the resource server;
 * an application sets it in its own security filter chain if it wants these problems.
 * Thread-safe.
 */
public final class ProblemAuthenticationEntryPoint implements AuthenticationEntryPoint {

    private static final Logger log = LoggerFactory.getLogger(ProblemAuthenticationEntryPoint.class);

    private static final int MAX_CAUSE = 300;

    private final ProblemDetails problems;

    /**
     * Creates the entry point.
     * @param problems writes the problems
     */
    public ProblemAuthenticationEntryPoint(ProblemDetails problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            log.warn("Cannot verify access tokens: the issuer's keys are unavailable: {}", cause(failure));
            log.debug("The failure", failure);
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            this.problems.write(response,
                    ProblemDetails.of(ProblemType.UNAVAILABLE, "Access tokens cannot be verified. Retry later."));
            return;
        }
        boolean tokenSent = !(failure instanceof InsufficientAuthenticationException
                || failure instanceof AuthenticationCredentialsNotFoundException);
        if (tokenSent) {
            log.info("Rejected {}: invalid access token: {}", request.getMethod(), cause(failure));
        }
        else {
            log.debug("Rejected {}: no access token", request.getMethod());
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
        this.problems.write(response, ProblemDetails.of(ProblemType.UNAUTHENTICATED,
                tokenSent ? "The access token is invalid or expired." : "Send an access token as a bearer token."));
    }

    /** The message may quote the token's header, which the client chose. */
    private static String cause(AuthenticationException failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return (message.length() <= MAX_CAUSE) ? message : message.substring(0, MAX_CAUSE) + "…";
    }

}
