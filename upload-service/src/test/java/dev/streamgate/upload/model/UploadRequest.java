/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import jakarta.servlet.ServletInputStream;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

/** A request whose body can break off, or let another request pass in its middle. */
final class UploadRequest extends MockHttpServletRequest {

    private InputStream stream = InputStream.nullInputStream();

    private long length;

    UploadRequest(String method, String path, String... headers) {
        super(method, path);
        for (int i = 0; i < headers.length; i += 2) {
            addHeader(headers[i], headers[i + 1]);
        }
    }

    UploadRequest bytes(byte[] bytes) {
        return body(new ByteArrayInputStream(bytes), bytes.length);
    }

    /** Sends the first bytes of a body, then disconnects. */
    UploadRequest brokenAfter(byte[] bytes, long announced) {
        return body(new SequenceInputStream(new ByteArrayInputStream(bytes), after(() -> {
            throw new EOFException("The client has disconnected");
        })), announced);
    }

    /** Sends a body; an action takes place in its middle. */
    UploadRequest interrupted(byte[] bytes, Runnable action) {
        int half = bytes.length / 2;
        return body(new SequenceInputStream(new ByteArrayInputStream(bytes, 0, half), new SequenceInputStream(
                after(action::run), new ByteArrayInputStream(bytes, half, bytes.length - half))), bytes.length);
    }

    private UploadRequest body(InputStream body, long announced) {
        this.stream = body;
        this.length = announced;
        addHeader("Content-Type", "application/offset+octet-stream");
        setContentType("application/offset+octet-stream");
        return this;
    }

    private static InputStream after(Interruption action) {
        return new InputStream() {

            @Override
            public int read() throws IOException {
                action.run();
                return -1;
            }

        };
    }

    @Override
    public ServletInputStream getInputStream() {
        return new DelegatingServletInputStream(this.stream);
    }

    @Override
    public long getContentLengthLong() {
        return this.length;
    }

    /** Happens in the middle of a body. */
    @FunctionalInterface
    private interface Interruption {

        void run() throws IOException;

    }

}
