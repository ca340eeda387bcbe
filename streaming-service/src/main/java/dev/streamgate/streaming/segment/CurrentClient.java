/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;

/**
 * The client of the current request by its address, since most viewers are anonymous.
 * Thread-safe.
 */
@Component
class CurrentClient {

    private final ClientAddresses addresses;

    CurrentClient(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    /** The address, for IPv6 its /64 network; empty outside of a request. */
    String key() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return "";
        }
        IpAddress address = this.addresses.of(attributes.getRequest());
        return (address != null) ? address.subscriber() : "";
    }

}
