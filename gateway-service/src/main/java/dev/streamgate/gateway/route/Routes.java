/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import dev.streamgate.gateway.proxy.BodyPolicy;
import dev.streamgate.gateway.proxy.Upstream;

/**
 * The routes of the suite. What is not here does not exist for the world: there is none
 * to {@code /internal} or {@code /actuator} of any service.
 */
public final class Routes {

    private final List<ServiceRoute> all;

    Routes(RouteProperties limits, Environment environment) {
        BodyPolicy json = new BodyPolicy(true, limits.maxJson(), DataSize.ofBytes(0));
        BodyPolicy anything = new BodyPolicy(false, limits.maxJson(), limits.maxJson());
        BodyPolicy uploads = new BodyPolicy(false, limits.maxJson(), limits.maxUpload());
        Services services = new Services(environment);
        this.all = List.of(
                new ServiceRoute(services.at("auth", "Signing in", limits.patience(), json), "/api/v1/auth/**",
                        "/.well-known/jwks.json"),
                new ServiceRoute(services.at("upload", "Uploading", limits.uploadPatience(), uploads),
                        "/api/v1/uploads/**"),
                new ServiceRoute(services.at("metadata", "The catalogue", limits.patience(), json),
                        "/api/v1/contents/**"),
                new ServiceRoute(services.at("streaming", "Playback", limits.streamPatience(), json),
                        "/api/v1/streams/**"),
                // Before the worker's pattern, which also matches these paths.
                new ServiceRoute(services.at("transcoder", "Transcoding", limits.patience(), json),
                        "/api/v1/transcodes/profiles", "/api/v1/transcodes/metrics"),
                new ServiceRoute(services.at("worker", "The job queue", limits.patience(), json), "/api/v1/jobs/**",
                        "/api/v1/transcodes/**"),
                new ServiceRoute(services.at("cache", "The cache", limits.patience(), anything), "/api/v1/cache/**"),
                new ServiceRoute(services.at("monitor", "Monitoring", limits.streamPatience(), json),
                        "/api/v1/monitor/**"));
    }

    /** All of them. */
    public List<ServiceRoute> all() {
        return this.all;
    }

    /** Where services are, as every other service of the suite is told. */
    private record Services(Environment environment) {

        Upstream at(String name, String feature, Duration patience, BodyPolicy bodies) {
            URI address = this.environment.getRequiredProperty("spring.http.serviceclient." + name + ".base-url",
                    URI.class);
            return new Upstream(name, feature, address, patience, bodies);
        }

    }

}
