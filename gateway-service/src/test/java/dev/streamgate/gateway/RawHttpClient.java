/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An HTTP client on a socket, for requests that ordinary clients cannot send. */
final class RawHttpClient implements AutoCloseable {

    private static final int TIMEOUT = 30_000;

    private final Socket socket;

    private final PushbackInputStream in;

    RawHttpClient(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** Connects from another loopback address, as another client. */
    RawHttpClient(int port, String localAddress) throws IOException {
        this.socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(localAddress), 0);
        this.socket.setSoTimeout(TIMEOUT);
        this.in = new PushbackInputStream(this.socket.getInputStream());
    }

    RawHttpClient send(String text) throws IOException {
        this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    RawHttpClient send(byte[] bytes) throws IOException {
        this.socket.getOutputStream().write(bytes);
        return this;
    }

    /** Reads the next response with its whole body. */
    Response response() throws IOException {
        Response head = head();
        String length = head.header("Content-Length");
        byte[] body = (length != null) ? in().readNBytes(Integer.parseInt(length))
                : "chunked".equals(head.header("Transfer-Encoding")) ? chunks() : new byte[0];
        return new Response(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    /**
     * Reads a problem up to the end of its type: the connection may stay open until the
     * rest of the request has arrived.
     */
    Response problem() throws IOException {
        Response head = head();
        StringBuilder body = new StringBuilder();
        while (!body.toString().matches("(?s).*urn:streamgate:problem:[a-z-]+\".*")) {
            int next = in().read();
            if (next < 0) {
                break;
            }
            body.append((char) next);
        }
        return new Response(head.status(), head.headers(), body.toString());
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(String.valueOf(RawHttpServer.Request.line(in())), 16);
            body.write(in().readNBytes(size));
            RawHttpServer.Request.line(in());
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    /** Reads the status line and headers of the next response. */
    Response head() throws IOException {
        RawHttpServer.Request head = RawHttpServer.Request.read(in());
        if (head == null) {
            throw new IOException("The connection was closed without a response");
        }
        return new Response(Integer.parseInt(head.target()), head.headers(), "");
    }

    /** Reads until the connection is closed or reset. */
    static byte[] readToEnd(InputStream in) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        }
        catch (IOException ex) {
            // A reset ends the stream, too.
        }
        return bytes.toByteArray();
    }

    /** Waits for the first byte of a response, or the end of the connection. */
    boolean hasBytesWithin(Duration wait) throws IOException {
        this.socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
        try {
            int first = this.in.read();
            if (first >= 0) {
                this.in.unread(first);
            }
            this.socket.setSoTimeout(TIMEOUT);
            return true;
        }
        catch (SocketTimeoutException ex) {
            return false;
        }
    }

    /** Waits for the end of the connection. */
    boolean isClosedWithin(Duration wait) throws IOException {
        this.socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
        try {
            boolean ended = in().read() < 0;
            this.socket.setSoTimeout(TIMEOUT);
            return ended;
        }
        catch (SocketTimeoutException ex) {
            this.socket.setSoTimeout(TIMEOUT);
            return false;
        }
        catch (SocketException ex) {
            return true;
        }
    }

    InputStream in() {
        return this.in;
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

    /** A response. */
    record Response(int status, Map<String, List<String>> headers, String body) {

        String header(String name) {
            List<String> values = this.headers.get(name);
            return (values != null) ? String.join("|", values) : null;
        }

    }

}
