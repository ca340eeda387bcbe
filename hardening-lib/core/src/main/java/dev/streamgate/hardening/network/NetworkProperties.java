/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The network around the application.
 *
 * @param trustedProxies Addresses or CIDR ranges of the proxies whose X-Forwarded-For is
 * trusted.
 */
@ConfigurationProperties("streamgate.network")
public record NetworkProperties(@DefaultValue( {
        "127.0.0.0/8", "::1" }) List<String> trustedProxies){

    List<AddressRange> ranges() {
        return this.trustedProxies.stream().map(AddressRange::parse).toList();
    }

}
