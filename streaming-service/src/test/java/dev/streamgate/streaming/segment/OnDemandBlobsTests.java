/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.client.ResourceAccessException;

import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobStoreAutoConfiguration;
import dev.streamgate.streaming.presentation.MediaStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OnDemandBlobsTests {

    private static final String KEY = "media/film/source/0.m4s";

    private final AtomicInteger demands = new AtomicInteger();

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final SegmentMeters meters = new SegmentMeters(this.registry);

    private AnnotationConfigApplicationContext context;

    private BlobStore blobs;

    @BeforeEach
    void openStore(@TempDir Path folder) {
        this.context = new AnnotationConfigApplicationContext();
        this.context.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("test", Map.of("streamgate.blobs.directory", folder.toString())));
        this.context.register(BlobStoreAutoConfiguration.class, MediaStore.class);
        this.context.refresh();
        this.blobs = this.context.getBean(BlobStore.class);
    }

    @AfterEach
    void closeStore() {
        this.context.close();
    }

    @Test
    void whatIsThereIsNotAskedFor() {
        publish();
        assertThat(get(demanded(1, OnDemandResult.State.GONE)).size()).isEqualTo(3);
        assertThat(this.demands).hasValue(0);
    }

    @Test
    void oneMoreThanMayWaitIsToldToComeBack() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        OnDemandBlobs demanded = demanded(1, (demand) -> {
            asked.countDown();
            await(answer);
            publish();
            return new OnDemandResult(OnDemandResult.State.PUBLISHED);
        });
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = viewers.submit(() -> get(demanded));
            asked.await();
            assertProblem(503, demanded);
            answer.countDown();
            assertThat(first.get().size()).isEqualTo(3);
        }
        assertThat(waits("refused")).isEqualTo(1);
        assertThat(waits("made")).isEqualTo(1);
    }

    @Test
    void aPlaceIsFreeAgainAfterEveryAnswer() {
        OnDemandBlobs demanded = demanded(1, OnDemandResult.State.PENDING);
        for (int i = 0; i < 5; i++) {
            assertProblem(503, demanded);
        }
        assertThat(this.demands).hasValue(5);
        assertThat(waits("pending")).isEqualTo(5);
    }

    @Test
    void whatWillNeverComeIsNotThere() {
        assertProblem(404, demanded(1, OnDemandResult.State.GONE));
        assertThat(waits("gone")).isEqualTo(1);
    }

    @Test
    void aWorkerThatFailsIsToTryAgainAfterAndNotRemembered() {
        OnDemandBlobs demanded = demanded(2, (demand) -> {
            if (this.demands.get() == 1) {
                throw new ResourceAccessException("the worker is down");
            }
            publish();
            return new OnDemandResult(OnDemandResult.State.PUBLISHED);
        });
        assertProblem(503, demanded);
        assertThat(get(demanded).size()).isEqualTo(3);
    }

    private double waits(String outcome) {
        return (double) this.registry.get("streamgate.streaming.demand").tag("outcome", outcome).timer().count();
    }

    private OnDemandBlobs demanded(int places, OnDemandResult.State state) {
        return demanded(places, (demand) -> new OnDemandResult(state));
    }

    private OnDemandBlobs demanded(int places, OnDemandApi worker) {
        return new OnDemandBlobs(this.context.getBean(MediaStore.class), (demand) -> {
            this.demands.incrementAndGet();
            return worker.demand(demand);
        }, new OnDemandProperties(Duration.ofSeconds(20), places), this.meters);
    }

    private static Blob get(OnDemandBlobs demanded) {
        return demanded.get(KEY, "film", "source", 0);
    }

    private static void assertProblem(int status, OnDemandBlobs demanded) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> get(demanded))
            .satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(status));
    }

    private void publish() {
        try {
            this.blobs.put(KEY, new ByteArrayInputStream(new byte[] { 1, 2, 3 }), 3);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
