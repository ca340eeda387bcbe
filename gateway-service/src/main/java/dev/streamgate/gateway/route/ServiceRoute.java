/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.route;

import java.util.List;

import dev.streamgate.gateway.proxy.Upstream;

/**
 * A service and the paths that are forwarded to it.
 *
 * @param upstream the service
 * @param paths path patterns
 */
public record ServiceRoute(Upstream upstream, List<String> paths) {

    ServiceRoute(Upstream upstream, String... paths) {
        this(upstream, List.of(paths));
    }

}
