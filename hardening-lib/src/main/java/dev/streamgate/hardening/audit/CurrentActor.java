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

/** What Spring Security knows of a call; not touched where it is not there. */
final class CurrentActor {

    /** The actor where nobody has signed in. */
    static final String NOBODY = "anonymous";

    private CurrentActor() {
    }

    static String name() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller == null || caller instanceof AnonymousAuthenticationToken) ? NOBODY : caller.getName();
    }

    static int status(Exception ex) {
        return (ex instanceof AccessDeniedException) ? 403 : (ex instanceof AuthenticationException) ? 401 : 500;
    }

}
