/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the resource server. Keys, issuer, audiences, algorithms and the claim of
 * the authorities are Spring Boot's properties
 * {@code spring.security.oauth2.resourceserver.jwt.*}.
 *
 * @param enabled Whether a security filter chain is added that requires a token for each
 * request.
 * @param publicPaths Path patterns that need no token, with an optional method before
 * them, for instance {@code GET /products/**}.
 * @param rules Authorities that paths require, in order; paths without a rule require a
 * valid token.
 * @param publicEndpoints Actuator endpoints that need no token.
 * @param endpointAuthorities Authorities of which the other actuator endpoints require
 * one; without any, these endpoints are denied.
 * @param tokenCache Name of a cache for tokens with a verified signature; expiry is
 * checked on every use. Without it every request verifies the signature.
 * @param noStore Whether responses that say nothing about caching are not to be stored.
 */
@Validated
@ConfigurationProperties("streamgate.security.resource-server")
public record ResourceServerProperties(@DefaultValue("false") boolean enabled,
        @DefaultValue List<@Pattern(regexp = ResourceServerProperties.PATH) String> publicPaths,
        @DefaultValue List<@Valid Rule> rules, @DefaultValue("health") List<@NotBlank String> publicEndpoints,
        @DefaultValue List<@NotBlank String> endpointAuthorities, @Nullable String tokenCache,
        @DefaultValue("false") boolean noStore) {

    static final String PREFIX = "streamgate.security.resource-server";

    static final String PATH = "([A-Z]+ )?/\\S*";

    /**
     * Authorities that paths require.
     *
     * @param paths Path patterns, with an optional method before them.
     * @param authorities Authorities of which the caller needs one, for instance
     * {@code ROLE_ADMIN} or {@code SCOPE_orders:write}.
     */
    public record Rule(@NotEmpty List<@Pattern(regexp = ResourceServerProperties.PATH) String> paths,
            @NotEmpty List<@NotBlank String> authorities) {
    }

}
