/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
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
        PlaybackCache cache = new PlaybackCache(this.metadata,
                new GateProperties(Duration.ofMinutes(1), Duration.ofMinutes(5)));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> cache.find("c1"));
        assertThatThrownBy(() -> cache.find("c1")).isInstanceOfAny(OutOfMemoryError.class, ProblemException.class);
    }

    @Test
    void openSessionsPlayOnWhileMetadataFailsAndNewOnesDoNot() {
        boolean[] down = { false };
        PlaybackCache cache = new PlaybackCache(metadata((id) -> {
            if (down[0]) {
                throw new ResourceAccessException("connection refused");
            }
            return view(id);
        }), new GateProperties(Duration.ZERO, Duration.ofMinutes(5)));
        assertThat(cache.findForSession("c1")).isPresent();
        down[0] = true;
        assertThat(cache.findForSession("c1")).isPresent();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> cache.find("c1"));
        assertThatExceptionOfType(ProblemException.class).as("never seen").isThrownBy(() -> cache.findForSession("c2"));
    }

    @Test
    void anOpenSessionDoesNotWaitForAFrozenService() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        PlaybackCache cache = new PlaybackCache(metadata((id) -> {
            if (loads.incrementAndGet() > 1) {
                try {
                    answer.await();
                }
                catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            }
            return view(id);
        }), new GateProperties(Duration.ZERO, Duration.ofMinutes(5)));
        assertThat(cache.findForSession("c1")).isPresent();
        Instant begin = Instant.now();
        assertThat(cache.findForSession("c1")).isPresent();
        assertThat(cache.findForSession("c1")).isPresent();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2));
        answer.countDown();
    }

    @Test
    void aDeletedContentAndAnEndedLeaseHaveNoLastView() {
        RuntimeException[] failure = { null };
        PlaybackCache cache = new PlaybackCache(metadata((id) -> {
            if (failure[0] != null) {
                throw failure[0];
            }
            return view(id);
        }), new GateProperties(Duration.ZERO, Duration.ZERO));
        assertThat(cache.findForSession("c1")).isPresent();
        failure[0] = HttpClientErrorException.create(HttpStatus.NOT_FOUND, "", HttpHeaders.EMPTY, new byte[0], null);
        assertThat(cache.findForSession("c1")).isEmpty();
        failure[0] = new ResourceAccessException("connection refused");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> cache.findForSession("c1"));
    }

    private static PipelineApi metadata(Function<String, PlaybackView> playback) {
        return (PipelineApi) Proxy.newProxyInstance(PipelineApi.class.getClassLoader(),
                new Class<?>[] { PipelineApi.class },
                (proxy, method, arguments) -> playback.apply((String) arguments[0]));
    }

    private static PlaybackView view(String id) {
        return new PlaybackView(id, "owner", ContentState.PUBLISHED, Visibility.PUBLIC, true, "package", null, 1,
                List.of(), null);
    }

}
