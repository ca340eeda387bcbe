/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;

/** A store under test and shortcuts for its contract tests. */
abstract class BlobStoreFixture {

    private final String folder = "contract/" + UUID.randomUUID() + "/";

    /** Creates a store over the same data at each call. */
    abstract BlobStore store() throws IOException;

    @AfterEach
    void deleteObjects() throws IOException {
        store().deleteFolder(this.folder);
    }

    final String key(String name) {
        return this.folder + name;
    }

    final Blob put(String name, String content) throws IOException {
        return put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    final Blob put(String name, byte[] content) throws IOException {
        return store().put(key(name), new ByteArrayInputStream(content), content.length);
    }

    final byte[] read(String name, long offset, long length) throws IOException {
        try (InputStream in = store().open(key(name), offset, length)) {
            return in.readAllBytes();
        }
    }

    final List<String> keys(String after, int limit) throws IOException {
        return store().list(this.folder, after, limit).stream().map(Blob::key).toList();
    }

    static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("broken");
            }
        };
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

}
