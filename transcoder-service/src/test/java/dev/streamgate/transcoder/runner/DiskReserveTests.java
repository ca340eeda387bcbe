/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.util.unit.DataSize;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.media.blob.BlobStore;

import static org.assertj.core.api.Assertions.assertThat;

class DiskReserveTests {

    private static final List<String> TYPES = List.of(MediaTask.ENCODE, MediaTask.PLAN, MediaTask.PURGE);

    private final BlobStore blobs = Mockito.mock(BlobStore.class);

    private final DiskReserve disk = new DiskReserve(this.blobs,
            new RunnerProperties(true, null, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1),
                    DataSize.ofGigabytes(3), Duration.ofSeconds(1), Duration.ofSeconds(1)));

    @Test
    void onlyDeletionsAreLeasedWhileTheReserveIsUsed() throws IOException {
        BDDMockito.given(this.blobs.usableSpace()).willReturn(DataSize.ofGigabytes(3).toBytes() - 1);
        assertThat(this.disk.permitted(TYPES)).containsExactly(MediaTask.PURGE);
        BDDMockito.given(this.blobs.usableSpace()).willReturn(DataSize.ofGigabytes(3).toBytes());
        assertThat(this.disk.permitted(TYPES)).isEqualTo(TYPES);
    }

    @Test
    void anUnknownSpaceStopsNothing() throws IOException {
        BDDMockito.given(this.blobs.usableSpace()).willThrow(new IOException("not mounted"));
        assertThat(this.disk.permitted(TYPES)).isEqualTo(TYPES);
    }

}
