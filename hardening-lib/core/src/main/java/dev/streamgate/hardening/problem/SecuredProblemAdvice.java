/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/**
 * Also renders denials of method security, like the resource server's chain. With chains
 * of the application only, these exceptions are left to them.
 */
@RestControllerAdvice
@Order
class SecuredProblemAdvice extends ProblemAdvice {

    SecuredProblemAdvice(boolean replaceErrorPages) {
        super(replaceErrorPages);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> denied(AccessDeniedException ex, WebRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller == null || caller instanceof AnonymousAuthenticationToken)
                ? unauthenticated((Exception) ex, request)
                : handle(ex, ProblemType.FORBIDDEN, "The caller lacks the role that this operation requires.", request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unauthenticated(AuthenticationException ex, WebRequest request) {
        return unauthenticated((Exception) ex, request);
    }

}
