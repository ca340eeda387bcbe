/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.route;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Body limits and timeouts of the routes.
 *
 * @param maxJson The largest JSON body.
 * @param maxUpload The largest upload in one request.
 * @param timeout How long a service may take to respond.
 * @param streamTimeout The same for streams and long polling, for instance while a
 * segment is encoded or until an event is sent.
 * @param uploadTimeout The same for uploads, which are validated before the service
 * responds. Also how long sending or receiving a body may stall.
 */
@Validated
@ConfigurationProperties("streamgate.gateway.routes")
public record RouteProperties(@NotNull @DefaultValue("1MB") DataSize maxJson,
        @NotNull @DefaultValue("20GB") DataSize maxUpload, @NotNull @DefaultValue("30s") Duration timeout,
        @NotNull @DefaultValue("60s") Duration streamTimeout, @NotNull @DefaultValue("120s") Duration uploadTimeout) {
}
