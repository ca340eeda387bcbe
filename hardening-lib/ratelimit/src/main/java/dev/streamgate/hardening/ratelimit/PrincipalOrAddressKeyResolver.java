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
 * Resolves the authenticated user, or the address of an anonymous client. Requests of
 * other services are not limited: the request that caused them already was.
 */
class PrincipalOrAddressKeyResolver implements RateLimitKeyResolver {

    private static final String SERVICE = "ROLE_SERVICE";

    private final RateLimitKeyResolver addresses;

    PrincipalOrAddressKeyResolver(RateLimitKeyResolver addresses) {
        this.addresses = addresses;
    }

    @Override
    public @Nullable RateLimitKey resolve(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken)) {
            return isService(caller) ? null : RateLimitKey.user(caller.getName());
        }
        return this.addresses.resolve(request);
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
