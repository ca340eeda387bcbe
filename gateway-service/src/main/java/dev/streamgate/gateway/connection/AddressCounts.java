/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.connection;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.streamgate.hardening.network.AddressRange;
import dev.streamgate.hardening.network.IpAddress;

/**
 * Counts the connections of each address; for IPv6, of its /64 network, which one
 * subscriber has. Thread-safe.
 */
final class AddressCounts {

    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    private final int limit;

    private final List<AddressRange> exempt;

    /**
     * Creates the counts.
     * @param limit the maximum number of connections of an address
     * @param exempt addresses without a limit
     */
    AddressCounts(int limit, List<AddressRange> exempt) {
        this.limit = limit;
        this.exempt = List.copyOf(exempt);
    }

    /** Counts a connection unless its address has reached the limit. */
    boolean tryAdd(InetAddress address) {
        String key = key(address);
        if (this.counts.merge(key, 1, Integer::sum) <= this.limit || isExempt(address)) {
            return true;
        }
        remove(address);
        return false;
    }

    void remove(InetAddress address) {
        this.counts.computeIfPresent(key(address), (same, count) -> (count > 1) ? count - 1 : null);
    }

    /** How many addresses have a connection. */
    int addresses() {
        return this.counts.size();
    }

    private boolean isExempt(InetAddress address) {
        IpAddress parsed = IpAddress.parse(address.getHostAddress());
        return parsed != null && this.exempt.stream().anyMatch((range) -> range.contains(parsed));
    }

    private static String key(InetAddress address) {
        IpAddress parsed = IpAddress.parse(address.getHostAddress());
        return (parsed != null) ? parsed.subscriber() : address.getHostAddress();
    }

}
