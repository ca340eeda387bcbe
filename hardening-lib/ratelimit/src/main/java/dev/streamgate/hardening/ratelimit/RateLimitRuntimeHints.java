/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image reflects on: the objects of expressions, and the endpoint's JSON.
 */
class RateLimitRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (Class<?> type : new Class<?>[] { RateLimitContext.class, Principal.class }) {
            hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
        }
        for (String type : new String[] { "dev.streamgate.hardening.ratelimit.RequestRateLimitContext",
                "jakarta.servlet.http.HttpServletRequest", "org.springframework.security.core.Authentication" }) {
            hints.reflection()
                .registerTypeIfPresent(classLoader, type,
                        (hint) -> hint.withMembers(MemberCategory.INVOKE_PUBLIC_METHODS));
        }
        new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), RateLimitPlan.class);
    }

}
