/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs an attack from one address of this machine. Thread-safe.
 */
public final class Attacker {

    private static final int RETRY_MILLIS = 100;

    private final URI target;

    private final InetAddress address;

    private final long end;

    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

    private Attacker(URI target, String address, long end) {
        this.target = target;
        this.address = InetAddress.ofLiteral(address);
        this.end = end;
    }

    /**
     * Runs an attack to its end.
     * @param address a loopback address, which no other client has
     * @return how often each outcome occurred: a status, or the end of a connection
     */
    public static Map<String, Long> run(Attack attack, URI target, String address, int seconds) {
        Attacker attacker = new Attacker(target, address, System.nanoTime() + seconds * 1_000_000_000L);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < attack.clients(); i++) {
                int number = i;
                clients.execute(() -> attacker.repeat(attack, number));
            }
        }
        Map<String, Long> counts = new TreeMap<>();
        attacker.outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /** Whether the attack goes on. */
    public boolean isRunning() {
        return System.nanoTime() < this.end;
    }

    /** Opens a connection whose reads end after a short time. */
    public Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(this.address, 0));
        socket.connect(new InetSocketAddress(this.target.getHost(), this.target.getPort()), 2000);
        socket.setSoTimeout(1000);
        return socket;
    }

    /** Writes text. */
    public static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Waits for bytes that the server sends, for the socket's time-out at most.
     * @throws IOException if the connection has ended
     */
    public void awaitBytes(Socket socket) throws IOException {
        try {
            read(socket);
        }
        catch (SocketTimeoutException ex) {
            // Nothing was sent meanwhile.
        }
    }

    /** Sends a request and reads the beginning of the response. */
    public void exchange(Socket socket, String request) throws IOException {
        write(socket, request);
        while (isRunning()) {
            try {
                read(socket);
                return;
            }
            catch (SocketTimeoutException ex) {
                // The server has not responded yet.
            }
        }
    }

    private void read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[4096];
        int count = in.read(bytes);
        if (count < 0) {
            throw new IOException("ended");
        }
        String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        if (text.startsWith("HTTP/1.1 ")) {
            count(text.substring(9, 12));
        }
    }

    private void count(String outcome) {
        this.outcomes.computeIfAbsent(outcome, (name) -> new LongAdder()).increment();
    }

    private void repeat(Attack attack, int number) {
        while (isRunning()) {
            try {
                attack.client().run(this, number);
            }
            catch (IOException ex) {
                count("closed");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
