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
import dev.streamgate.gateway.route.Routes;

/**
 * The suite's OpenAPI document, merged from the documents of all services, which are
 * fetched in parallel. A complete document is cached; one that lacks a service is kept
 * for a few seconds only. Thread-safe.
 */
class OpenApiDocuments {

    private static final String CACHE_KEY = "suite";

    private static final Duration PARTIAL_TTL = Duration.ofSeconds(5);

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(OpenApiDocuments.class);

    private final Routes routes;

    private final Forwarder forwarder;

    private final JsonMapper json;

    private final Clock clock;

    private final String version;

    private final Cache cache;

    private final ReentrantLock building = new ReentrantLock();

    private volatile @Nullable PartialDocument partial;

    OpenApiDocuments(Routes routes, Forwarder forwarder, JsonMapper json, Clock clock, String version, Cache cache) {
        this.routes = routes;
        this.forwarder = forwarder;
        this.json = json;
        this.clock = clock;
        this.version = version;
        this.cache = cache;
    }

    /** The document as JSON. */
    byte[] current() {
        byte[] cached = cached();
        if (cached != null) {
            return cached;
        }
        this.building.lock();
        try {
            cached = cached();
            return (cached != null) ? cached : build();
        }
        finally {
            this.building.unlock();
        }
    }

    private byte @Nullable [] cached() {
        PartialDocument document = this.partial;
        return (document != null && this.clock.instant().isBefore(document.expiresAt())) ? document.json()
                : this.cache.get(CACHE_KEY, byte[].class);
    }

    private byte[] build() {
        Map<String, Future<JsonNode>> parts = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Upstream service : this.routes.services()) {
                parts.put(service.name(), threads.submit(() -> fetch(service)));
            }
        }
        SuiteDocument suite = new SuiteDocument(this.version);
        boolean complete = true;
        for (var part : parts.entrySet()) {
            JsonNode document = part.getValue().resultNow();
            if (document.isMissingNode()) {
                complete = false;
                suite.addUnavailable(part.getKey());
            }
            else {
                suite.add(part.getKey(), document);
            }
        }
        byte[] merged = this.json.writeValueAsBytes(suite.build());
        if (complete) {
            this.cache.put(CACHE_KEY, merged);
            this.partial = null;
        }
        else {
            this.partial = new PartialDocument(merged, this.clock.instant().plus(PARTIAL_TTL));
        }
        return merged;
    }

    private JsonNode fetch(Upstream service) {
        try {
            Forwarder.Document document = this.forwarder.fetch(service, "/v3/api-docs", FETCH_TIMEOUT, MAX_BYTES);
            return (document.status() == 200) ? this.json.readTree(document.body()) : MissingNode.getInstance();
        }
        catch (IOException | JacksonException ex) {
            log.info("The OpenAPI document of {} is not available: {}", service.name(), ex.getMessage());
            return MissingNode.getInstance();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record PartialDocument(byte[] json, Instant expiresAt) {
    }

}
