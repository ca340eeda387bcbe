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
 * @param feature what users call what it does; said to them when it is down
 * @param baseUrl scheme, host and port; paths are forwarded unchanged
 * @param patience how long it may take to answer, and how long either side may be silent
 * in the middle of a body
 * @param bodies which request bodies are let through
 */
public record Upstream(String name, String feature, URI baseUrl, Duration patience, BodyPolicy bodies) {

    /** Checks the address. */
    public Upstream {
        Assert.isTrue(baseUrl.getHost() != null && ("" + baseUrl.getPath()).length() <= 1,
                () -> "The base URL of " + name + " must be scheme, host and port only: " + baseUrl);
    }

}
