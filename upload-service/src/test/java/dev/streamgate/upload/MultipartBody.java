/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A {@code multipart/form-data} body. Not thread-safe. */
final class MultipartBody {

    static final String CONTENT_TYPE = "multipart/form-data; boundary=xyz";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MultipartBody field(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    MultipartBody file(String fileName, byte[] content) {
        return part("name=\"file\"; filename=\"" + fileName + "\"", content);
    }

    /** Adds a part with the given parameters of {@code Content-Disposition}. */
    MultipartBody part(String parameters, byte[] content) {
        write("--xyz\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n");
        this.bytes.writeBytes(content);
        write("\r\n");
        return this;
    }

    /** The body up to the last part, without its end. */
    byte[] unterminated() {
        return this.bytes.toByteArray();
    }

    /** The whole body. */
    byte[] toByteArray() {
        write("--xyz--\r\n");
        byte[] body = this.bytes.toByteArray();
        this.bytes.reset();
        return body;
    }

    private void write(String text) {
        this.bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

}
