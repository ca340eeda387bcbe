/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.lang.reflect.Proxy;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class PlaybackCacheTests {

    private final PipelineApi metadata = (PipelineApi) Proxy.newProxyInstance(PipelineApi.class.getClassLoader(),
            new Class<?>[] { PipelineApi.class }, (proxy, method, arguments) -> {
                throw new OutOfMemoryError("in a test");
            });

    @Test
    void anErrorDuringALoadLeavesNoCallerWaiting() {
        PlaybackCache cache = new PlaybackCache(this.metadata, new GateProperties(Duration.ofMinutes(1)));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> cache.find("c1"));
        assertThatThrownBy(() -> cache.find("c1")).isInstanceOfAny(OutOfMemoryError.class, ProblemException.class);
    }

}
