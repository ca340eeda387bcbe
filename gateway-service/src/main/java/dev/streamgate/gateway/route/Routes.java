/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

import dev.streamgate.gateway.proxy.RequestBodyPolicy;
import dev.streamgate.gateway.proxy.Upstream;

/**
 * The routes of the suite. Paths without a route are not reachable from outside; there is
 * no route to {@code /internal} or {@code /actuator} of any service.
 */
public final class Routes {

    private static final List<MediaType> CAPTIONS = List.of(new MediaType("text", "vtt"),
            new MediaType("application", "x-subrip"));

    private static final List<MediaType> PICTURES = List.of(MediaType.IMAGE_JPEG, MediaType.IMAGE_PNG,
            new MediaType("image", "webp"));

    private static final DataSize MAX_PICTURE = DataSize.ofMegabytes(5);

    private final Environment environment;

    private final List<ServiceRoute> all;

    Routes(RouteProperties properties, Environment environment) {
        this.environment = environment;
        RequestBodyPolicy json = new RequestBodyPolicy(List.of(), properties.maxJson(), DataSize.ofBytes(0));
        RequestBodyPolicy captions = new RequestBodyPolicy(CAPTIONS, properties.maxJson(), properties.maxJson());
        RequestBodyPolicy pictures = new RequestBodyPolicy(PICTURES, properties.maxJson(), MAX_PICTURE);
        RequestBodyPolicy small = new RequestBodyPolicy(List.of(MediaType.ALL), properties.maxJson(),
                properties.maxJson());
        RequestBodyPolicy uploads = new RequestBodyPolicy(List.of(MediaType.ALL), properties.maxJson(),
                properties.maxUpload());
        Duration timeout = properties.timeout();
        Duration streamTimeout = properties.streamTimeout();
        this.all = List.of(
                new ServiceRoute(upstream("auth", "Signing in", timeout, json), "/api/v1/auth/**",
                        "/.well-known/jwks.json"),
                new ServiceRoute(upstream("upload", "Uploading", properties.uploadTimeout(), uploads),
                        "/api/v1/uploads/**"),
                // Before the pattern of all contents, which also matches this path.
                new ServiceRoute(upstream("metadata", "The catalogue", properties.uploadTimeout(), pictures),
                        "/api/v1/contents/{id}/poster"),
                new ServiceRoute(upstream("metadata", "The catalogue", timeout, captions), "/api/v1/contents/**"),
                new ServiceRoute(upstream("streaming", "Playback", streamTimeout, json), "/api/v1/streams/**"),
                // Before the worker's pattern, which also matches these paths.
                new ServiceRoute(upstream("transcoder", "Transcoding", timeout, json), "/api/v1/transcodes/profiles",
                        "/api/v1/transcodes/metrics"),
                new ServiceRoute(upstream("worker", "The job queue", timeout, json), "/api/v1/jobs/**",
                        "/api/v1/transcodes/**"),
                new ServiceRoute(upstream("cache", "The cache", timeout, small), "/api/v1/cache/**"),
                new ServiceRoute(upstream("monitor", "Monitoring", streamTimeout, json), "/api/v1/monitor/**"));
    }

    /** All routes. */
    public List<ServiceRoute> all() {
        return this.all;
    }

    /** The services of all routes, one for each name. */
    public Collection<Upstream> services() {
        Map<String, Upstream> services = new LinkedHashMap<>();
        this.all.forEach((route) -> services.putIfAbsent(route.upstream().name(), route.upstream()));
        return services.values();
    }

    /**
     * The gateway uses the same property for a service's URL as the other services do.
     */
    private Upstream upstream(String name, String feature, Duration timeout, RequestBodyPolicy bodyPolicy) {
        URI baseUrl = this.environment.getRequiredProperty("spring.http.serviceclient." + name + ".base-url",
                URI.class);
        return new Upstream(name, feature, baseUrl, timeout, bodyPolicy);
    }

}
