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
 * The limits of the routes.
 *
 * @param maxJson The largest JSON body.
 * @param maxUpload The largest upload in one request.
 * @param patience How long a service may take to answer.
 * @param streamPatience The same for streams and for calls that wait for something to
 * happen, for instance a segment to be made or an event to be sent.
 * @param uploadPatience The same for uploads, which are verified before they are
 * answered. Also how long a body may stand still in the middle.
 */
@Validated
@ConfigurationProperties("streamgate.gateway.routes")
public record RouteProperties(@NotNull @DefaultValue("1MB") DataSize maxJson,
        @NotNull @DefaultValue("20GB") DataSize maxUpload, @NotNull @DefaultValue("30s") Duration patience,
        @NotNull @DefaultValue("60s") Duration streamPatience, @NotNull @DefaultValue("120s") Duration uploadPatience) {
}
