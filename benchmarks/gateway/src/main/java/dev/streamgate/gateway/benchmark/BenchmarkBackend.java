/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.streamgate.gateway.benchmark.HttpMessageReader.Head;

/** The backend behind all proxies. The path decides how it behaves. */
final class BenchmarkBackend implements Closeable {

    static final String JSON = "{\"items\":[" + "{\"id\":1,\"title\":\"content\"},".repeat(40) + "{}]}";

    static final int SLOW_BLOCKS = 20;

    static final int ABORTED_RESPONSE_BYTES = 256 * 1024;

    private final BlockingQueue<String> observations = new LinkedBlockingQueue<>();

    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());

    BenchmarkBackend() throws IOException {
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return this.server.getLocalPort();
    }

    /** What the backend has observed of the current request. */
    String observation() throws InterruptedException {
        String observation = this.observations.poll(15, TimeUnit.SECONDS);
        return (observation != null) ? observation : "nothing within 15 s";
    }

    void clearObservations() {
        this.observations.clear();
    }

    @Override
    public void close() throws IOException {
        this.server.close();
    }

    private void accept() {
        while (!this.server.isClosed()) {
            try {
                Socket socket = this.server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            }
            catch (IOException ex) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            HttpMessageReader reader = new HttpMessageReader(socket.getInputStream());
            Head request = reader.head();
            while (request != null && handle(request, reader, socket.getOutputStream())) {
                request = reader.head();
            }
        }
        catch (IOException ex) {
            // The other side closed the connection; what matters is in the observations.
        }
    }

    /** Returns whether the connection stays open. */
    private boolean handle(Head request, HttpMessageReader reader, OutputStream out) throws IOException {
        switch (request.path()) {
            case "/api/json" -> respond(out, "200 OK\r\nContent-Type: application/json", JSON);
            case "/api/etag" -> respond(out, "200 OK\r\nETag: \"a\"", "current");
            case "/api/download" -> download(request, out);
            case "/api/upload" -> {
                reader.body(request, Payload::verify);
                respond(out, "200 OK", "received");
            }
            case "/api/echo" -> {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                reader.body(request, (bytes, length, offset) -> body.write(bytes, 0, length));
                respond(out, "200 OK", request.first()[1] + " " + body.toString(StandardCharsets.UTF_8));
            }
            case "/api/observed-upload" -> {
                observeUpload(request, reader);
                return false;
            }
            case "/api/aborted-length", "/api/aborted-chunked" -> {
                abortResponse(request, out);
                return false;
            }
            case "/api/endless" -> {
                endlessResponse(out);
                return false;
            }
            case "/api/slow" -> slowResponse(out);
            case "/api/silent" -> {
                observeSilence(reader);
                return false;
            }
            case "/api/early-close" -> {
                write(out, "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 5\r\n\r\nearly");
                return false;
            }
            case "/api/early-drain" -> {
                write(out, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 5\r\n\r\nearly");
                reader.body(request, (bytes, length, offset) -> {
                });
            }
            default -> respond(out, "404 Not Found", "");
        }
        return true;
    }

    private static void download(Head request, OutputStream out) throws IOException {
        long size = Long.parseLong(request.first()[1].split("=", 2)[1]);
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
        for (long sent = 0; sent < size; sent += Payload.BLOCK.length) {
            out.write(Payload.BLOCK, 0, (int) Math.min(Payload.BLOCK.length, size - sent));
        }
    }

    private void observeUpload(Head request, HttpMessageReader reader) {
        long[] received = new long[1];
        long start = System.nanoTime();
        try {
            reader.body(request, (bytes, length, offset) -> received[0] += length);
            this.observations.add("COMPLETE body of " + received[0] / 1024 + " KiB");
        }
        catch (IOException ex) {
            this.observations.add("aborted after " + since(start));
        }
    }

    private void observeSilence(HttpMessageReader reader) {
        long start = System.nanoTime();
        try {
            boolean closed = reader.head() == null;
            this.observations.add((closed ? "connection closed after " : "another request after ") + since(start));
        }
        catch (IOException ex) {
            this.observations.add("connection reset after " + since(start));
        }
    }

    /** Sends for twice the time-out, with pauses that are far shorter. */
    private static void slowResponse(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + (long) SLOW_BLOCKS * Payload.BLOCK.length + "\r\n\r\n");
        for (int i = 0; i < SLOW_BLOCKS; i++) {
            out.write(Payload.BLOCK);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static void abortResponse(Head request, OutputStream out) throws IOException {
        boolean chunked = request.path().endsWith("chunked");
        String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: 10000000";
        write(out, "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
        for (int sent = 0; sent < ABORTED_RESPONSE_BYTES; sent += Payload.BLOCK.length) {
            if (chunked) {
                write(out, Integer.toHexString(Payload.BLOCK.length) + "\r\n");
            }
            out.write(Payload.BLOCK);
            if (chunked) {
                write(out, "\r\n");
            }
        }
        out.flush();
    }

    private void endlessResponse(OutputStream out) {
        long start = System.nanoTime();
        try {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
            while (true) {
                out.write(Payload.BLOCK);
            }
        }
        catch (IOException ex) {
            this.observations.add("aborted after " + since(start));
        }
    }

    private static void respond(OutputStream out, String statusAndHeaders, String body) throws IOException {
        write(out, "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String since(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) + " ms";
    }

}
