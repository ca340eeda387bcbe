/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What a handler of Spring MVC adds to the event of the current request. Without an
 * audited request on the calling thread, the methods have no effect.
 */
public final class AuditContext {

    private static final boolean SERVLET_PRESENT = ClassUtils.isPresent(
            "org.springframework.web.context.request.ServletRequestAttributes", AuditContext.class.getClassLoader());

    private AuditContext() {
    }

    /**
     * Names the actor, for a request that authenticates a caller by itself. Takes
     * precedence over the authenticated caller.
     * @param name the actor, also one that only claims to be it: the result says whether
     * the claim was true
     */
    public static void actor(String name) {
        AuditedExchange exchange = SERVLET_PRESENT ? Current.exchange() : null;
        if (exchange != null) {
            exchange.actor(name);
        }
    }

    /**
     * Adds a detail, or replaces it.
     * @param name name of the detail; some names are redacted
     * @param value its value, recorded as text unless it is a number or a boolean
     */
    public static void detail(String name, Object value) {
        AuditedExchange exchange = SERVLET_PRESENT ? Current.exchange() : null;
        if (exchange != null) {
            exchange.detail(name, value);
        }
    }

    /** Loaded only if Spring MVC is on the class path. */
    private static final class Current {

        static @Nullable AuditedExchange exchange() {
            return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
                    ? AuditedExchange.of(request.getRequest()) : null;
        }

    }

}
