/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.net.URI;
import java.time.Duration;

import org.springframework.util.Assert;

/**
 * A service behind the gateway.
 *
 * @param name its name in the suite, for instance {@code upload}
 * @param feature the user-facing name of its feature, for problem details
 * @param baseUrl scheme, host and port; paths are forwarded unchanged
 * @param timeout how long it may take to respond, and how long either side may be silent
 * while a body is sent
 * @param bodyPolicy the request bodies that are accepted
 */
public record Upstream(String name, String feature, URI baseUrl, Duration timeout, RequestBodyPolicy bodyPolicy) {

    /**
     * Validates the base URL.
     * @throws IllegalArgumentException if it has no host, or has a path
     */
    public Upstream {
        Assert.isTrue(baseUrl.getHost() != null && ("" + baseUrl.getPath()).length() <= 1,
                () -> "The base URL of " + name + " must be scheme, host and port only: " + baseUrl);
    }

}
