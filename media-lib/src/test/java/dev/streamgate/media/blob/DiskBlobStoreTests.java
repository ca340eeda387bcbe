/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class DiskBlobStoreTests extends BlobStoreContract {

    @TempDir
    private Path directory;

    @Override
    BlobStore store() throws IOException {
        return new DiskBlobStore(this.directory, this.directory.resolve(".staging"));
    }

    @Test
    void anObjectIsALocalFile() throws IOException {
        put("a/b", "content");
        Path file = store().localFile(key("a/b")).orElseThrow();
        assertThat(file).startsWith(this.directory).hasContent("content");
    }

    @Test
    void noTemporaryFileRemains() throws IOException {
        put("a", "content");
        assertThatIOException().isThrownBy(() -> store().put(key("b"), new ByteArrayInputStream(new byte[9]), 8));
        assertThat(store().putIfAbsent(key("a"), new ByteArrayInputStream(new byte[1]), 1)).isFalse();
        try (Stream<Path> files = Files.list(this.directory.resolve(".tmp"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void oldTemporaryFilesAreDeletedAtStart() throws IOException {
        store();
        Path old = Files.writeString(this.directory.resolve(".tmp/old"), "x");
        Path recent = Files.writeString(this.directory.resolve(".tmp/recent"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        store();
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Nested
    class Uploads extends BlobUploadContract {

        @Override
        BlobStore store() throws IOException {
            return DiskBlobStoreTests.this.store();
        }

    }

}
