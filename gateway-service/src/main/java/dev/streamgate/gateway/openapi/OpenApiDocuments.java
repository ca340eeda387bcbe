/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.openapi;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.streamgate.gateway.proxy.Forwarder;
import dev.streamgate.gateway.proxy.Upstream;
import dev.streamgate.gateway.route.ServiceRoute;
import dev.streamgate.gateway.route.Routes;

/**
 * The suite's OpenAPI document: asked of all services at once and cached, or kept for
 * some seconds where one of them did not answer. Safe for threads.
 */
class OpenApiDocuments {

    private static final String SUITE = "suite";

    private static final Duration KEPT_WHEN_PARTIAL = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(OpenApiDocuments.class);

    private final Routes routes;

    private final Forwarder forwarder;

    private final JsonMapper json;

    private final Clock clock;

    private final String version;

    private final Cache whole;

    private final ReentrantLock making = new ReentrantLock();

    private volatile @Nullable Partial partial;

    OpenApiDocuments(Routes routes, Forwarder forwarder, JsonMapper json, Clock clock, String version, Cache whole) {
        this.routes = routes;
        this.forwarder = forwarder;
        this.json = json;
        this.clock = clock;
        this.version = version;
        this.whole = whole;
    }

    /** The document as JSON. */
    byte[] current() {
        byte[] present = present();
        if (present != null) {
            return present;
        }
        this.making.lock();
        try {
            present = present();
            return (present != null) ? present : make();
        }
        finally {
            this.making.unlock();
        }
    }

    private byte @Nullable [] present() {
        Partial last = this.partial;
        return (last != null && this.clock.instant().isBefore(last.until())) ? last.document()
                : this.whole.get(SUITE, byte[].class);
    }

    private byte[] make() {
        Map<String, Future<JsonNode>> parts = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ServiceRoute route : this.routes.all()) {
                parts.put(route.upstream().name(), threads.submit(() -> read(route.upstream())));
            }
        }
        SuiteDocument suite = new SuiteDocument(this.version);
        boolean whole = true;
        for (var part : parts.entrySet()) {
            JsonNode own = part.getValue().resultNow();
            if (own.isMissingNode()) {
                whole = false;
                suite.missing(part.getKey());
            }
            else {
                suite.add(part.getKey(), own);
            }
        }
        byte[] document = this.json.writeValueAsBytes(suite.finish());
        if (whole) {
            this.whole.put(SUITE, document);
            this.partial = null;
        }
        else {
            this.partial = new Partial(document, this.clock.instant().plus(KEPT_WHEN_PARTIAL));
        }
        return document;
    }

    private JsonNode read(Upstream service) {
        try {
            Forwarder.Document document = this.forwarder.read(service, "/v3/api-docs", PATIENCE, MOST);
            return (document.status() == 200) ? this.json.readTree(document.body()) : MissingNode.getInstance();
        }
        catch (IOException | JacksonException ex) {
            log.info("No API description of {}: {}", service.name(), ex.getMessage());
            return MissingNode.getInstance();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Partial(byte[] document, Instant until) {
    }

}
