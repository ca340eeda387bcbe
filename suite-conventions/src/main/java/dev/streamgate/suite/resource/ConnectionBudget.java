/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.resource;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * How many connections a heap holds when all of them take the most memory that they may,
 * for instance while clients send half of a header each. Immutable.
 *
 * @param connections the number of connections that are accepted at once
 */
public record ConnectionBudget(int connections) {

    private static final int MIN_CONNECTIONS = 32;

    private static final long MEGABYTE = 1024L * 1024;

    /**
     * Derives the number of connections: the long-lived part of the heap, less the base,
     * divided by what one connection takes.
     * @param heap the maximum heap in bytes
     * @throws InvalidConfigurationException if the heap holds fewer than 32 connections
     */
    static ConnectionBudget of(ResourceProperties properties, long heap) {
        long connections = held(properties, heap);
        if (connections < MIN_CONNECTIONS) {
            throw new InvalidConfigurationException(
                    "A heap of %d MB holds %d connections; at least %d are needed".formatted(heap / MEGABYTE,
                            connections, MIN_CONNECTIONS),
                    "Set -Xmx to at least %dm (STREAMGATE_JAVA_OPTS), or the container's memory limit accordingly."
                        .formatted(heapFor(properties, MIN_CONNECTIONS)));
        }
        return new ConnectionBudget((int) Math.min(properties.maxConnections(), connections));
    }

    /**
     * Checks a number of connections that an operator has set.
     * @param connections the value of {@code server.tomcat.max-connections}
     * @param heap the maximum heap in bytes
     * @throws InvalidConfigurationException if the heap does not hold them
     */
    static ConnectionBudget check(ResourceProperties properties, int connections, long heap) {
        long held = held(properties, heap);
        if (connections < 1 || connections > held) {
            throw new InvalidConfigurationException(
                    "server.tomcat.max-connections=%d, but a heap of %d MB holds %d connections".formatted(connections,
                            heap / MEGABYTE, held),
                    "Remove server.tomcat.max-connections, so that it is derived, or set -Xmx to at least %dm."
                        .formatted(heapFor(properties, connections)));
        }
        return new ConnectionBudget(connections);
    }

    private static long held(ResourceProperties properties, long heap) {
        long longLived = heap / 100 * properties.heapPercent();
        return Math.max(0, longLived - properties.base().toBytes()) / properties.perConnection().toBytes();
    }

    private static long heapFor(ResourceProperties properties, int connections) {
        long longLived = properties.base().toBytes() + connections * properties.perConnection().toBytes();
        return longLived * 100 / properties.heapPercent() / MEGABYTE + 1;
    }

}
