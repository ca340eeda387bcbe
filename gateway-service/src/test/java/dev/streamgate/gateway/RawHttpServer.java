/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A service whose responses tests write byte by byte, so that they can respond early,
 * incompletely or not at all.
 */
final class RawHttpServer implements AutoCloseable {

    final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    final BlockingQueue<ConnectionEnd> connectionEnds = new LinkedBlockingQueue<>();

    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final ServerSocket server;

    RawHttpServer() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + this.server.getLocalPort();
    }

    /** Sets the handler of a path (without query). */
    RawHttpServer on(String path, Handler handler) {
        this.handlers.put(path, handler);
        return this;
    }

    /** Reads the whole request body, then sends the response. */
    static Handler respond(String head, String body) {
        return (request, in, out) -> {
            request.discardBody(in);
            out.write((head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        };
    }

    private void accept() {
        while (!this.server.isClosed()) {
            try {
                Socket socket = this.server.accept();
                this.open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
            catch (IOException ex) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        String path = "";
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            boolean keepAlive = true;
            while (keepAlive) {
                Request request = Request.read(in);
                if (request == null) {
                    return;
                }
                path = request.path();
                this.requests.add(request);
                keepAlive = this.handlers.getOrDefault(request.path(), respond("HTTP/1.1 200 OK", "hello"))
                    .handle(request, in, out);
            }
            this.connectionEnds.add(new ConnectionEnd(path, null));
        }
        catch (IOException ex) {
            this.connectionEnds.add(new ConnectionEnd(path, ex));
        }
        finally {
            this.open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        this.server.close();
        for (Socket socket : this.open) {
            socket.close();
        }
    }

    /**
     * The end of a connection; {@code error} is {@code null} if it was closed normally.
     */
    record ConnectionEnd(String path, IOException error) {
    }

    /** Handles a request and returns whether the connection stays open. */
    interface Handler {

        boolean handle(Request request, InputStream in, OutputStream out) throws IOException;

    }

    /** A request line and its headers. */
    record Request(String method, String target, Map<String, List<String>> headers) {

        String path() {
            return this.target.split("\\?", 2)[0];
        }

        String header(String name) {
            List<String> values = this.headers.get(name);
            return (values != null) ? String.join("|", values) : null;
        }

        long discardBody(InputStream in) throws IOException {
            if (header("Content-Length") != null) {
                long length = Long.parseLong(header("Content-Length"));
                byte[] buffer = new byte[64 * 1024];
                long remaining = length;
                while (remaining > 0) {
                    int count = in.read(buffer, 0, (int) Math.min(remaining, buffer.length));
                    if (count < 0) {
                        throw new IOException("The body ended " + remaining + " bytes early");
                    }
                    remaining -= count;
                }
                return length;
            }
            return "chunked".equals(header("Transfer-Encoding")) ? discardChunks(in) : 0;
        }

        private static long discardChunks(InputStream in) throws IOException {
            long total = 0;
            while (true) {
                String line = line(in);
                if (line == null) {
                    throw new IOException("The chunks ended early");
                }
                int size = Integer.parseInt(line.strip(), 16);
                if (in.readNBytes(size).length < size) {
                    throw new IOException("A chunk ended early");
                }
                line(in);
                if (size == 0) {
                    return total;
                }
                total += size;
            }
        }

        static Request read(InputStream in) throws IOException {
            String first = line(in);
            if (first == null) {
                return null;
            }
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
            }
            String[] words = first.split(" ");
            return new Request(words[0], words[1], headers);
        }

        static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (true) {
                int next = in.read();
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

    }

}
