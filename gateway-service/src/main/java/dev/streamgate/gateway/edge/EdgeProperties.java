/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What browsers are told, and who may see what the gateway measures.
 *
 * @param hsts How long browsers shall use HTTPS only; zero says nothing about it. Set it
 * when TLS is ended in front of the gateway.
 * @param frameAncestors Who may show the gateway's pages in a frame, as CSP sources.
 * @param cors Which pages of other origins may call.
 * @param metricsReaders Addresses or CIDR ranges that may read the gateway's metrics, if
 * they connect directly.
 */
@Validated
@ConfigurationProperties("streamgate.gateway")
public record EdgeProperties(@NotNull @DefaultValue("0s") Duration hsts,
        @DefaultValue("'none'") List<String> frameAncestors, @NotNull @DefaultValue Cors cors, @DefaultValue( {
                "127.0.0.0/8", "::1" }) List<String> metricsReaders){

    /**
     * Cross-origin calls.
     *
     * @param allowedOrigins Origins whose pages may call everything; {@code *} means any.
     * @param mediaOrigins Origins whose pages may load playlists and segments. Any by
     * default: no cookie is involved, who may watch is decided by the token.
     */
    public record Cors(@DefaultValue List<String> allowedOrigins, @DefaultValue("*") List<String> mediaOrigins) {
    }

}
