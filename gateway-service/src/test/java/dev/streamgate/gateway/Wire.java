/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A client at the level of bytes. */
final class Wire implements AutoCloseable {

    private final Socket socket;

    Wire(int port) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        this.socket.setSoTimeout(30_000);
    }

    Wire send(String text) throws IOException {
        this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Wire send(byte[] bytes) throws IOException {
        this.socket.getOutputStream().write(bytes);
        return this;
    }

    /** Reads the next reply with all of its body. */
    Reply reply() throws IOException {
        Reply head = head();
        String length = head.header("Content-Length");
        byte[] body = (length != null) ? in().readNBytes(Integer.parseInt(length))
                : "chunked".equals(head.header("Transfer-Encoding")) ? chunks() : new byte[0];
        return new Reply(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(String.valueOf(Backend.Request.line(in())), 16);
            body.write(in().readNBytes(size));
            Backend.Request.line(in());
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    /** Reads the next reply's head. */
    Reply head() throws IOException {
        Backend.Request head = Backend.Request.read(in());
        if (head == null) {
            throw new IOException("Closed without a reply");
        }
        return new Reply(Integer.parseInt(head.target()), head.headers(), "");
    }

    InputStream in() throws IOException {
        return this.socket.getInputStream();
    }

    /** Goes away without a word. */
    void vanish() throws IOException {
        this.socket.setSoLinger(true, 0);
        this.socket.close();
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }

    /** A reply. */
    record Reply(int status, Map<String, List<String>> headers, String body) {

        String header(String name) {
            List<String> values = this.headers.get(name);
            return (values != null) ? String.join("|", values) : null;
        }

    }

}
