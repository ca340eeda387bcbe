package dev.streamgate.gateway.route;

import java.util.List;

import dev.streamgate.gateway.proxy.Upstream;

/**
 * One service and the paths that lead to it.
 *
 * @param upstream the service
 * @param paths path patterns
 */
public record Route(Upstream upstream, List<String> paths) {

    Route(Upstream upstream, String... paths) {
        this(upstream, List.of(paths));
    }

}
