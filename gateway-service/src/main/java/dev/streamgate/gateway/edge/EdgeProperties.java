/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Security headers, cross-origin access and access to metrics.
 *
 * @param hsts The max-age of Strict-Transport-Security on all responses, for all
 * subdomains; zero omits the header. Without it, requests that reached a trusted proxy by
 * TLS get the header for 180 days and this host.
 * @param frameAncestors Who may embed the gateway's pages in a frame, as CSP sources.
 * @param cors Cross-origin access.
 * @param metricsReaders Addresses or CIDR ranges that may read the gateway's metrics over
 * a direct connection.
 */
@Validated
@ConfigurationProperties("streamgate.gateway")
public record EdgeProperties(@Nullable Duration hsts, @DefaultValue("'none'") List<String> frameAncestors,
        @NotNull @DefaultValue Cors cors, @DefaultValue( {
                "127.0.0.0/8", "::1" }) List<String> metricsReaders){

    /**
     * Cross-origin access.
     *
     * @param allowedOrigins Origins whose pages may call all paths; {@code *} allows any.
     * @param mediaOrigins Origins whose pages may load playlists and segments. Any origin
     * by default: access is decided by the token in the URL, not by a cookie.
     */
    public record Cors(@DefaultValue List<String> allowedOrigins, @DefaultValue("*") List<String> mediaOrigins) {
    }

}
