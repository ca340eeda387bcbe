/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a segment as bytes. Only a line feed terminates a line, so that a
 * modified line ending is detected. Not thread-safe.
 */
final class SegmentReader implements AutoCloseable {

    /** Exceeds the largest event, 32 details of 512 characters, by far. */
    private static final int MAX_LINE = 1 << 20;

    private final InputStream bytes;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

    SegmentReader(Path segment) throws IOException {
        this.bytes = new BufferedInputStream(Files.newInputStream(segment), 1 << 16);
    }

    /**
     * Reads the next complete line.
     * @return the line without its line feed, truncated to 1 MiB; null at the end of the
     * file, where {@link #incompleteBytes()} counts what follows the last line feed
     */
    byte @Nullable [] next() throws IOException {
        this.line.reset();
        for (int next = this.bytes.read(); next >= 0; next = this.bytes.read()) {
            if (next == '\n') {
                byte[] whole = this.line.toByteArray();
                this.line.reset();
                return whole;
            }
            if (this.line.size() < MAX_LINE) {
                this.line.write(next);
            }
        }
        return null;
    }

    /** Number of bytes after the last line feed. */
    int incompleteBytes() {
        return this.line.size();
    }

    @Override
    public void close() throws IOException {
        this.bytes.close();
    }

}
