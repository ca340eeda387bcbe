/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.AdditionalAnswers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.Mockito.mock;

class StagedBlobUploadTests {

    @TempDir
    private Path directory;

    @Test
    void bytesWhoseSyncFailedAreDiscardedSinceTheNextSyncWouldSucceedWithoutThem() throws IOException {
        Path file = this.directory.resolve("upload");
        try (FileChannel disk = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            FileChannel failing = mock(FileChannel.class, AdditionalAnswers.delegatesTo(disk));
            willDoNothing().willThrow(new IOException("Input/output error"))
                .willDoNothing()
                .given(failing)
                .force(false);
            StagedBlobUpload upload = new StagedBlobUpload(file, failing, (published, key) -> {
                throw new IOException("not published");
            });
            assertThat(append(upload, 0, "durable")).isEqualTo(7);
            assertThatIOException().isThrownBy(() -> append(upload, 7, " lost"));
            assertThat(upload.size()).isEqualTo(7);
            assertThat(append(upload, 7, " again")).isEqualTo(13);
            assertThat(file).hasContent("durable again");
        }
    }

    private static long append(StagedBlobUpload upload, long offset, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return upload.append(offset, new ByteArrayInputStream(bytes), bytes.length, ByteSink.NONE);
    }

}
