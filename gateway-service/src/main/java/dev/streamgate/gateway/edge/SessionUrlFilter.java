/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.util.regex.Pattern;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.stereotype.Component;

/**
 * Removes playback sessions from the paths that traces record: the path of a session is
 * sufficient to play its video. Thread-safe.
 */
@Component
class SessionUrlFilter implements ObservationFilter {

    private static final String URL = "http.url";

    private static final Pattern SESSION = Pattern.compile("/session=[^/]+");

    @Override
    public Observation.Context map(Observation.Context context) {
        KeyValue url = context.getHighCardinalityKeyValue(URL);
        if (url != null && url.getValue().contains("/session=")) {
            context.addHighCardinalityKeyValue(
                    KeyValue.of(URL, SESSION.matcher(url.getValue()).replaceAll("/session=[removed]")));
        }
        return context;
    }

}
