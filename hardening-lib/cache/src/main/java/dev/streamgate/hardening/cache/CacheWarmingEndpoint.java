/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Warms caches on demand: {@code POST /actuator/cachewarming} all caches,
 * {@code POST /actuator/cachewarming/contents} one. The response comes after the run and
 * has the number of entries by cache.
 */
@Endpoint(id = "cachewarming")
public class CacheWarmingEndpoint {

    private final CacheWarming warming;

    CacheWarmingEndpoint(CacheWarming warming) {
        this.warming = warming;
    }

    /** Runs all warmers. */
    @WriteOperation
    public Map<String, Integer> warm() {
        return this.warming.warm();
    }

    /** Runs the warmers of one cache. */
    @WriteOperation
    public Map<String, Integer> warmOne(@Selector String cache) {
        try {
            return Map.of(cache, this.warming.warm(cache));
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidEndpointRequestException("The cache '" + cache + "' has no warmer", "No such warmer");
        }
    }

}
