/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.streamgate.gateway.benchmark.HttpMessageReader.Head;

/** What client and backend observe when a request does not go as planned. */
final class Behaviours {

    private static final int KIB = 1024;

    private static final int MIB = 1024 * KIB;

    private static final int REPETITIONS = 10;

    private static final String FORM = "a=1+2&b=%C3%A4&c=";

    private static final String TARGET = "/api/echo?q=a+b&r=%2F&s=";

    private final BenchmarkBackend backend;

    private final List<Contestant> proxies;

    Behaviours(BenchmarkBackend backend, List<Contestant> proxies) {
        this.backend = backend;
        this.proxies = proxies;
    }

    /** Runs all scenarios and prints a table. */
    void observe() throws Exception {
        System.out.println("\n| scenario | proxy | client | backend |\n|---|---|---|---|");
        observe("client aborts an upload with Content-Length", (port) -> abortUpload(port, false));
        observe("client aborts a chunked upload", (port) -> abortUpload(port, true));
        observe("backend aborts a response with Content-Length",
                (port) -> abortedResponse(port, "/api/aborted-length"));
        observe("backend aborts a chunked response", (port) -> abortedResponse(port, "/api/aborted-chunked"));
        observe("client disconnects during a download", this::disconnect);
        observe("backend accepts and does not respond (time-out 2 s)", this::silentBackend);
        observe("download takes 4 s without longer pauses (time-out 2 s)", Behaviours::slowDownload);
        observe("backend rejects an upload and closes", (port) -> earlyResponse(port, "/api/early-close", false));
        observe("the same, chunked", (port) -> earlyResponse(port, "/api/early-close", true));
        observe("backend rejects an upload and reads on", (port) -> earlyResponse(port, "/api/early-drain", false));
        observe("the same, chunked", (port) -> earlyResponse(port, "/api/early-drain", true));
        observe("form body and query", Behaviours::form);
        observe("backend sends 200 though If-None-Match matches", Behaviours::conditional);
    }

    /** Sends and receives bodies that are many times as large as the heap. */
    void observeMemory(long size) throws Exception {
        System.out.printf("%n| proxy (heap 64 MiB) | peak RSS idle | download of %d MiB | upload of %d MiB |%n",
                size / MIB, size / MIB);
        System.out.println("|---|---|---|---|");
        for (Contestant proxy : this.proxies) {
            proxy.resetPeak();
            proxy.forwards();
            long idle = proxy.peakMebibytes();
            proxy.resetPeak();
            String download = outcome(() -> {
                try (BenchmarkClient client = new BenchmarkClient(proxy.port())) {
                    client.sendHead("GET", "/api/download?size=" + size);
                    client.expectPayload(size);
                }
                return "complete, " + proxy.peakMebibytes() + " MiB";
            });
            proxy.resetPeak();
            String upload = outcome(() -> {
                try (BenchmarkClient client = new BenchmarkClient(proxy.port())) {
                    client.sendHead("POST", "/api/upload", "Content-Type: a/b", "Content-Length: " + size);
                    client.sendPayload(size);
                    client.expect("received");
                }
                return "complete, " + proxy.peakMebibytes() + " MiB";
            });
            System.out.printf("| %s | %d MiB | %s | %s |%n", proxy.name(), idle, download, upload);
        }
    }

    private void observe(String scenario, Scenario run) throws Exception {
        for (Contestant proxy : this.proxies) {
            this.backend.clearObservations();
            String outcome = outcome(() -> run.run(proxy.port()));
            String[] sides = outcome.split(" \\| ", 2);
            System.out.printf("| %s | %s | %s | %s |%n", scenario, proxy.name(), sides[0],
                    (sides.length > 1) ? sides[1] : "");
            if (!proxy.forwards()) {
                throw new IllegalStateException(proxy.name() + " forwards no requests after: " + scenario);
            }
        }
    }

    private static String outcome(Attempt attempt) throws Exception {
        try {
            return attempt.run();
        }
        catch (IOException | IllegalStateException ex) {
            return "FAILED: " + ex.getMessage();
        }
    }

    private String abortUpload(int port, boolean chunked) throws IOException, InterruptedException {
        BenchmarkClient client = new BenchmarkClient(port);
        client.sendHead("PATCH", "/api/observed-upload", "Content-Type: a/b",
                chunked ? "Transfer-Encoding: chunked" : "Content-Length: 10000000");
        for (int i = 0; i < 4; i++) {
            if (chunked) {
                client.send(Integer.toHexString(Payload.BLOCK.length) + "\r\n");
            }
            client.sendPayload(Payload.BLOCK.length);
            if (chunked) {
                client.send("\r\n");
            }
        }
        Thread.sleep(300);
        client.reset();
        return "disconnects after 300 ms | " + this.backend.observation();
    }

    private static String abortedResponse(int port, String path) throws IOException {
        try (BenchmarkClient client = new BenchmarkClient(port)) {
            client.sendHead("GET", path);
            Head head = client.readHead();
            long[] received = new long[1];
            try {
                client.reader().body(head, (bytes, length, offset) -> received[0] += length);
                return head.status() + ", COMPLETE body of " + received[0] / KIB + " KiB | sends "
                        + BenchmarkBackend.ABORTED_RESPONSE_BYTES / KIB + " KiB, closes";
            }
            catch (SocketTimeoutException ex) {
                return head.status() + ", neither end nor abort within 20 s, " + received[0] / KIB + " KiB | sends "
                        + BenchmarkBackend.ABORTED_RESPONSE_BYTES / KIB + " KiB, closes";
            }
            catch (IOException ex) {
                return head.status() + ", aborted after " + received[0] / KIB + " KiB | sends "
                        + BenchmarkBackend.ABORTED_RESPONSE_BYTES / KIB + " KiB, closes";
            }
        }
    }

    private String disconnect(int port) throws IOException, InterruptedException {
        BenchmarkClient client = new BenchmarkClient(port);
        client.sendHead("GET", "/api/endless");
        client.readHead();
        Thread.sleep(300);
        client.reset();
        return "disconnects after 300 ms | " + this.backend.observation();
    }

    private String silentBackend(int port) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String seen;
        try (BenchmarkClient client = new BenchmarkClient(port)) {
            client.sendHead("GET", "/api/silent");
            seen = client.readHead().status() + " after " + BenchmarkBackend.since(start);
        }
        catch (SocketTimeoutException ex) {
            seen = "no response within 20 s";
        }
        return seen + " | " + this.backend.observation();
    }

    private static String slowDownload(int port) throws IOException {
        long size = (long) BenchmarkBackend.SLOW_BLOCKS * Payload.BLOCK.length;
        try (BenchmarkClient client = new BenchmarkClient(port)) {
            client.sendHead("GET", "/api/slow");
            client.expectPayload(size);
            return "complete body of " + size / KIB + " KiB | sends " + size / KIB + " KiB";
        }
    }

    /** Repeated, since the outcome depends on timing. Other requests follow each time. */
    private static String earlyResponse(int port, String path, boolean chunked) throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < REPETITIONS; i++) {
            outcomes.merge(earlyResponseOnce(port, path, chunked), 1, Integer::sum);
            for (int j = 0; j < 3; j++) {
                outcomes.merge("next request: " + nextRequest(port), 1, Integer::sum);
            }
        }
        StringBuilder text = new StringBuilder();
        outcomes.forEach((outcome,
                count) -> text.append(text.isEmpty() ? "" : ", ").append(count).append(" × ").append(outcome));
        return text + " | sends 413 before it reads the body";
    }

    private static String earlyResponseOnce(int port, String path, boolean chunked)
            throws IOException, InterruptedException {
        BenchmarkClient client = new BenchmarkClient(port);
        client.sendHead("PATCH", path, "Content-Type: a/b",
                chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + 16 * MIB);
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 16 * MIB / Payload.BLOCK.length; i++) {
                    if (chunked) {
                        client.send(Integer.toHexString(Payload.BLOCK.length) + "\r\n");
                    }
                    client.sendPayload(Payload.BLOCK.length);
                    if (chunked) {
                        client.send("\r\n");
                    }
                }
                if (chunked) {
                    client.send("0\r\n\r\n");
                }
            }
            catch (IOException ex) {
                // The proxy may close the connection after its response.
            }
        });
        try {
            return Integer.toString(client.readHead().status());
        }
        catch (SocketTimeoutException ex) {
            return "no response within 20 s";
        }
        catch (IOException ex) {
            return "connection closed without a response";
        }
        finally {
            client.close();
            sender.join();
        }
    }

    private static String nextRequest(int port) {
        try (BenchmarkClient client = new BenchmarkClient(port)) {
            client.sendHead("GET", "/api/json");
            return Integer.toString(client.readHead().status());
        }
        catch (IOException ex) {
            return "no response";
        }
    }

    private static String form(int port) throws IOException {
        try (BenchmarkClient client = new BenchmarkClient(port)) {
            client.sendHead("POST", TARGET, "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: " + FORM.length());
            client.send(FORM);
            Head head = client.readHead();
            StringBuilder body = new StringBuilder();
            client.reader()
                .body(head, (bytes, length, offset) -> body
                    .append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1)));
            boolean unchanged = body.toString().equals(TARGET + " " + FORM);
            return "sends " + TARGET + " " + FORM + " | receives " + (unchanged ? "the same" : "CHANGED " + body);
        }
    }

    private static String conditional(int port) throws IOException {
        try (BenchmarkClient client = new BenchmarkClient(port)) {
            client.sendHead("GET", "/api/etag", "If-None-Match: \"a\"");
            return client.readHead().status() + " | sends 200 with ETag";
        }
    }

    /** Returns what the client observed and, after a bar, what the backend observed. */
    private interface Scenario {

        String run(int port) throws Exception;

    }

    private interface Attempt {

        String run() throws Exception;

    }

}
