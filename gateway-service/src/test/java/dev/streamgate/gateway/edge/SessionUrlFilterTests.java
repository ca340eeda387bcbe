/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionUrlFilterTests {

    @Test
    void tracesDoNotContainPlaybackSessions() {
        assertThat(recorded("/api/v1/streams/abc/session=eyJh.eyJp.c2ln/720p/0.m4s"))
            .isEqualTo("/api/v1/streams/abc/session=[removed]/720p/0.m4s");
        assertThat(recorded("/api/v1/contents")).isEqualTo("/api/v1/contents");
    }

    private static String recorded(String path) {
        Observation.Context context = new Observation.Context();
        context.addHighCardinalityKeyValue(KeyValue.of("http.url", path));
        return new SessionUrlFilter().map(context).getHighCardinalityKeyValue("http.url").getValue();
    }

}
