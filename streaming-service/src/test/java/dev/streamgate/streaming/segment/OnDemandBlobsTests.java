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
import java.util.List;
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
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobStoreAutoConfiguration;
import dev.streamgate.streaming.presentation.MediaStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OnDemandBlobsTests {

    private static final String KEY = "media/film/source/0.m4s";

    private final AtomicInteger requests = new AtomicInteger();

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final SegmentMeters meters = new SegmentMeters(this.registry);

    private AnnotationConfigApplicationContext context;

    private BlobStore store;

    @BeforeEach
    void openStore(@TempDir Path folder) {
        this.context = new AnnotationConfigApplicationContext();
        this.context.getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("test", Map.of("streamgate.blobs.directory", folder.toString())));
        this.context.register(BlobStoreAutoConfiguration.class, MediaStore.class);
        this.context.refresh();
        this.store = this.context.getBean(BlobStore.class);
    }

    @AfterEach
    void closeStore() {
        this.context.close();
    }

    @Test
    void aPublishedFileIsNotRequested() {
        publish();
        assertThat(get(onDemandBlobs(1, OnDemandResult.State.GONE)).size()).isEqualTo(3);
        assertThat(this.requests).hasValue(0);
    }

    @Test
    void aRequestBeyondTheLimitIsRejected() throws Exception {
        CountDownLatch requested = new CountDownLatch(1);
        CountDownLatch respond = new CountDownLatch(1);
        OnDemandBlobs blobs = onDemandBlobs(1, (request) -> {
            requested.countDown();
            await(respond);
            publish();
            return new OnDemandResult(OnDemandResult.State.PUBLISHED);
        });
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = viewers.submit(() -> get(blobs));
            requested.await();
            assertProblem(503, blobs);
            respond.countDown();
            assertThat(first.get().size()).isEqualTo(3);
        }
        assertThat(waits("rejected")).isEqualTo(1);
        assertThat(waits("published")).isEqualTo(1);
    }

    @Test
    void aPermitIsReleasedAfterEveryResponse() {
        OnDemandBlobs blobs = onDemandBlobs(1, OnDemandResult.State.PENDING);
        for (int i = 0; i < 5; i++) {
            assertProblem(503, blobs);
        }
        assertThat(this.requests).hasValue(5);
        assertThat(waits("pending")).isEqualTo(5);
    }

    @Test
    void aFileThatWillNotBePublishedIsNotFound() {
        assertProblem(404, onDemandBlobs(1, OnDemandResult.State.GONE));
        assertThat(waits("gone")).isEqualTo(1);
    }

    @Test
    void aFailureOfTheWorkerAllowsRetryAndIsNotCached() {
        OnDemandBlobs blobs = onDemandBlobs(2, (request) -> {
            if (this.requests.get() == 1) {
                throw new ResourceAccessException("worker-service is down");
            }
            publish();
            return new OnDemandResult(OnDemandResult.State.PUBLISHED);
        });
        assertProblem(503, blobs);
        assertThat(get(blobs).size()).isEqualTo(3);
    }

    @Test
    void aClientHasItsShareOfWaitingRequestsAndOthersAreServed() throws Exception {
        CountDownLatch requested = new CountDownLatch(2);
        CountDownLatch respond = new CountDownLatch(1);
        OnDemandBlobs blobs = onDemandBlobs(10, (request) -> {
            requested.countDown();
            await(respond);
            return new OnDemandResult(OnDemandResult.State.PENDING);
        });
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = viewers.submit(() -> problemOf("10.0.0.1", blobs, "a"));
            // Another segment of the same client is not encoded meanwhile.
            while (requested.getCount() == 2) {
                Thread.onSpinWait();
            }
            assertThat(problemOf("10.0.0.1", blobs, "b")).isEqualTo(503);
            assertThat(this.requests).hasValue(1);
            var other = viewers.submit(() -> problemOf("10.0.0.2", blobs, "c"));
            requested.await();
            assertThat(this.requests).hasValue(2);
            respond.countDown();
            assertThat(first.get()).isEqualTo(503);
            assertThat(other.get()).isEqualTo(503);
        }
        assertThat(waits("rejected")).isZero();
    }

    private static int problemOf(String address, OnDemandBlobs blobs, String key) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            blobs.get("media/film/source/" + key, "film", "source", 0);
            return 200;
        }
        catch (ProblemException ex) {
            return ex.getStatusCode().value();
        }
        finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    private double waits(String outcome) {
        return (double) this.registry.get("streamgate.streaming.ondemand.wait").tag("outcome", outcome).timer().count();
    }

    private OnDemandBlobs onDemandBlobs(int permits, OnDemandResult.State state) {
        return onDemandBlobs(permits, (request) -> new OnDemandResult(state));
    }

    private OnDemandBlobs onDemandBlobs(int permits, OnDemandApi worker) {
        return new OnDemandBlobs(this.context.getBean(MediaStore.class), (request) -> {
            this.requests.incrementAndGet();
            return worker.request(request);
        }, new OnDemandProperties(Duration.ofSeconds(20), permits, 2, 1),
                new CurrentClient(new ClientAddresses(List.of())), this.meters);
    }

    private static Blob get(OnDemandBlobs blobs) {
        return blobs.get(KEY, "film", "source", 0);
    }

    private static void assertProblem(int status, OnDemandBlobs blobs) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> get(blobs))
            .satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(status));
    }

    private void publish() {
        try {
            this.store.put(KEY, new ByteArrayInputStream(new byte[] { 1, 2, 3 }), 3);
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
