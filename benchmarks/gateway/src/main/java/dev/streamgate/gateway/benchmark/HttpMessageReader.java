/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 messages from a socket, for both the backend and the client. */
final class HttpMessageReader {

    private final BufferedInputStream in;

    private final byte[] buffer = new byte[64 * 1024];

    HttpMessageReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** The next message's head; {@code null} at the end of the connection. */
    @Nullable Head head() throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("Not a header: " + line);
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Head(first.split(" ", 3), headers);
    }

    /**
     * Reads a body to its end.
     * @throws EOFException if the body is incomplete
     */
    void body(Head head, Sink sink) throws IOException {
        String length = head.headers().get("Content-Length");
        if (length != null) {
            copy(Long.parseLong(length), 0, sink);
            return;
        }
        if (!"chunked".equalsIgnoreCase(head.headers().get("Transfer-Encoding"))) {
            return;
        }
        long offset = 0;
        while (true) {
            String line = line();
            if (line == null || line.isEmpty()) {
                throw new EOFException("chunk size");
            }
            long size = chunkSize(line);
            offset = copy(size, offset, sink);
            if (line() == null) {
                throw new EOFException("chunk end");
            }
            if (size == 0) {
                return;
            }
        }
    }

    private static long chunkSize(String line) throws IOException {
        try {
            return Long.parseLong(line.strip(), 16);
        }
        catch (NumberFormatException ex) {
            throw new IOException("Not a chunk size: " + line, ex);
        }
    }

    private long copy(long length, long start, Sink sink) throws IOException {
        long offset = start;
        while (offset < start + length) {
            int count = this.in.read(this.buffer, 0, (int) Math.min(this.buffer.length, start + length - offset));
            if (count < 0) {
                throw new EOFException("body");
            }
            sink.accept(this.buffer, count, offset);
            offset += count;
        }
        return offset;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        while (true) {
            int next = this.in.read();
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
    }

    /**
     * The first line and the headers of a message.
     *
     * @param first the parts of the first line
     * @param headers values by case-insensitive name
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Head(String[] first, Map<String, String> headers) {

        String path() {
            return this.first[1].split("\\?", 2)[0];
        }

        int status() {
            return Integer.parseInt(this.first[1]);
        }

    }

    /** Receives the bytes of a body. */
    interface Sink {

        void accept(byte[] bytes, int length, long offset) throws IOException;

    }

}
