/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The user where somebody has signed in, else the address. Other services of the suite
 * are not limited: whoever made them call has been.
 */
class PrincipalOrAddressKeyResolver implements RateLimitKeyResolver {

    private static final String SERVICE = "ROLE_SERVICE";

    private final RateLimitKeyResolver others;

    PrincipalOrAddressKeyResolver(RateLimitKeyResolver others) {
        this.others = others;
    }

    @Override
    public @Nullable RateLimitKey resolve(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken)) {
            return isService(caller) ? null : RateLimitKey.user(caller.getName());
        }
        return this.others.resolve(request);
    }

    private static boolean isService(Authentication caller) {
        for (GrantedAuthority authority : caller.getAuthorities()) {
            if (SERVICE.equals(authority.getAuthority())) {
                return true;
            }
        }
        return false;
    }

}
