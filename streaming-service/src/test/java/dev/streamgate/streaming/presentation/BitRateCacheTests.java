/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.BlobStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class BitRateCacheTests {

    private final Presentation presentation = new Presentation("film", "uploads/u", "uploads/u", 8, 1280, 720, 30,
            30_000, List.of(240_000L), List.of(240),
            List.of(new VideoRendition("720p", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.ENCODE)), List.of(),
            null, null);

    @Test
    void aSlowStoreBlocksNoOtherReader() throws Exception {
        BlobStore blobs = mock(BlobStore.class);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        given(blobs.exists(any())).willAnswer((call) -> {
            if (reading.getCount() > 0) {
                reading.countDown();
                ended.await();
            }
            return false;
        });
        BitRateCache cache = new BitRateCache(blobs);
        CompletableFuture<BitRates> slow = read(cache);
        reading.await();
        CompletableFuture<BitRates> other = read(cache);
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(BitRates.PLANNED);
        ended.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(BitRates.PLANNED);
    }

    @Test
    void aFailedReadingIsNotKept() throws Exception {
        BlobStore blobs = mock(BlobStore.class);
        given(blobs.exists(any())).willThrow(new IOException("Input/output error")).willReturn(false);
        BitRateCache cache = new BitRateCache(blobs);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> cache.get(this.presentation));
        assertThat(cache.get(this.presentation)).isEqualTo(BitRates.PLANNED);
    }

    private CompletableFuture<BitRates> read(BitRateCache cache) {
        return CompletableFuture.supplyAsync(() -> cache.get(this.presentation), Thread::startVirtualThread);
    }

}
