/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The authenticated caller according to Spring Security. Load this class only if Spring
 * Security is on the class path.
 */
final class CurrentActor {

    /** The actor of unauthenticated requests. */
    static final String ANONYMOUS = "anonymous";

    private CurrentActor() {
    }

    static String name() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller == null || caller instanceof AnonymousAuthenticationToken) ? ANONYMOUS : caller.getName();
    }

    static int status(Exception ex) {
        return (ex instanceof AccessDeniedException) ? 403 : (ex instanceof AuthenticationException) ? 401 : 500;
    }

}
