/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** The user that Spring Security has authenticated for this thread. Thread-safe. */
final class AuthenticatedUsers {

    private final Set<String> exemptAuthorities;

    /**
     * Creates an instance.
     * @param exemptAuthorities the authorities whose holders are not limited
     */
    AuthenticatedUsers(Set<String> exemptAuthorities) {
        this.exemptAuthorities = Set.copyOf(exemptAuthorities);
    }

    /** The authentication; null for an anonymous caller. */
    @Nullable Authentication current() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken))
                ? caller : null;
    }

    /** The key of the user; null without a user, or if the user is exempt. */
    @Nullable RateLimitKey key() {
        Authentication caller = current();
        return (caller == null || isExempt(caller)) ? null : RateLimitKey.user(caller.getName());
    }

    private boolean isExempt(Authentication caller) {
        if (this.exemptAuthorities.isEmpty()) {
            return false;
        }
        for (GrantedAuthority authority : caller.getAuthorities()) {
            String name = authority.getAuthority();
            if (name != null && this.exemptAuthorities.contains(name)) {
                return true;
            }
        }
        return false;
    }

}
