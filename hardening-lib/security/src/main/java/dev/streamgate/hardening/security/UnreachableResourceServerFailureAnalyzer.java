/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.security.web.UnreachableFilterChainException;

/**
 * Explains that the resource server and the application both have a chain for every
 * request.
 */
class UnreachableResourceServerFailureAnalyzer extends AbstractFailureAnalyzer<UnreachableFilterChainException> {

    private static final String CHAIN = "resourceServerFilterChain";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnreachableFilterChainException cause) {
        if (!cause.getFilterChain().toString().contains(CHAIN)
                && !cause.getUnreachableFilterChain().toString().contains(CHAIN)) {
            return null;
        }
        return new FailureAnalysis(
                "%s.enabled=true adds a security filter chain for every request, and the application has one too: %s"
                    .formatted(ResourceServerProperties.PREFIX, cause.getFilterChain()),
                "Restrict the application's chain by a securityMatcher, or remove %s.enabled."
                    .formatted(ResourceServerProperties.PREFIX),
                cause);
    }

}
