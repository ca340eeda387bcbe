/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.streamgate.gateway.benchmark.HttpMessageReader.Head;

/** One client connection. */
final class BenchmarkClient implements Closeable {

    private final Socket socket;

    private final OutputStream out;

    private final HttpMessageReader reader;

    BenchmarkClient(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(20_000);
        this.out = this.socket.getOutputStream();
        this.reader = new HttpMessageReader(this.socket.getInputStream());
    }

    void send(String text) throws IOException {
        this.out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void sendHead(String method, String target, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        send(head.append("\r\n").toString());
    }

    void sendPayload(long size) throws IOException {
        for (long sent = 0; sent < size; sent += Payload.BLOCK.length) {
            this.out.write(Payload.BLOCK, 0, (int) Math.min(Payload.BLOCK.length, size - sent));
        }
    }

    Head readHead() throws IOException {
        Head head = this.reader.head();
        if (head == null) {
            throw new IOException("The connection was closed without a response");
        }
        return head;
    }

    HttpMessageReader reader() {
        return this.reader;
    }

    /** Reads a response that must be 200 with this text. */
    void expect(String body) throws IOException {
        Head head = expectOk();
        StringBuilder text = new StringBuilder();
        this.reader.body(head,
                (bytes, length, offset) -> text.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1)));
        if (!text.toString().equals(body)) {
            throw new IllegalStateException("Unexpected response body: " + text);
        }
    }

    /** Reads a response that must be 200 with a payload of this size. */
    void expectPayload(long size) throws IOException {
        long[] received = new long[1];
        this.reader.body(expectOk(), (bytes, length, offset) -> {
            Payload.verify(bytes, length, offset);
            received[0] += length;
        });
        if (received[0] != size) {
            throw new IllegalStateException("The response has " + received[0] + " bytes, not " + size);
        }
    }

    private Head expectOk() throws IOException {
        Head head = readHead();
        if (head.status() != 200) {
            throw new IllegalStateException("Unexpected status " + head.status());
        }
        return head;
    }

    /** Closes the connection with a TCP reset. */
    void reset() throws IOException {
        this.socket.setSoLinger(true, 0);
        this.socket.close();
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }

}
