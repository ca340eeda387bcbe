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

    private CurrentActor() {
    }

    static String name() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller == null || caller instanceof AnonymousAuthenticationToken) ? AuditRecord.ANONYMOUS
                : caller.getName();
    }

    static int status(Throwable ex) {
        return (ex instanceof AccessDeniedException) ? 403 : (ex instanceof AuthenticationException) ? 401 : 500;
    }

}
