/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No input through the gateway, as any user, is answered with a server error.
 */
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ_WRITE)
class FuzzIT {

    /** {@code -Dfuzz.requests=100000} for a campaign. */
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_500);

    private static final long SEED = Long.getLong("fuzz.seed", 13);

    private static final int TIMEOUT_MILLIS = 30_000;

    /** Few enough that rate limits refuse a small part only. */
    private static final int REQUESTS_PER_USER = 400;

    /**
     * Documented replies to valid requests: not supported, and no space for an upload.
     */
    private static final List<Integer> ALLOWED = List.of(501, 507);

    private final Stack stack = Stack.running();

    @Test
    void noInputCausesAServerError() throws IOException {
        GatewayUser owner = GatewayUser.register(this.stack);
        List<String> ids = List.of(owner.post("/api/v1/contents", Map.of("title", "fuzz")).expect(201).field("id"),
                owner.json("/api/v1/auth/profile").path("id").asString());
        FuzzRequests requests = new FuzzRequests(owner.json("/openapi.json"), SEED, ids);
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        List<String> users = List.of();
        for (int number = 0; number < REQUESTS; number++) {
            if (number % REQUESTS_PER_USER == 0) {
                users = users(owner);
            }
            byte[] request = requests.next(users.get(number % users.size()));
            Response response = send(request, "127.0.2." + (1 + number % 200));
            statuses.merge(response.status(), 1, Integer::sum);
            if (response.status() == 0 || response.status() >= 500 && !ALLOWED.contains(response.status())) {
                failures.add(number + ": " + response.text() + "\n" + printable(request));
            }
        }
        System.out.println("Replies by status: " + statuses);
        assertThat(failures).as("seed %d, replies by status %s", SEED, statuses).isEmpty();
        assertThat(statuses.getOrDefault(429, 0)).as("rate-limited requests test nothing").isLessThan(REQUESTS / 5);
        assertThat(statuses.keySet()).contains(200, 400, 401, 403, 404);
    }

    /**
     * The header lines of an anonymous client, a creator, an operator and an
     * administrator.
     */
    private List<String> users(GatewayUser owner) {
        return List.of("", line(owner.signIn()), line(GatewayUser.register(this.stack)),
                line(GatewayUser.registerOperator(this.stack)), line(GatewayUser.admin(this.stack)));
    }

    private static String line(GatewayUser user) {
        return "Authorization: Bearer " + user.token() + "\r\n";
    }

    /** Sends a request on a connection of its own; status 0 without a reply. */
    private Response send(byte[] request, String from) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", this.stack.gateway().getPort()));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            // Streams of events do not end.
            String text = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            int status = text.matches("HTTP/1\\.1 \\d{3}") ? Integer.parseInt(text.substring(9)) : 0;
            return new Response(status, (status < 500) ? text
                    : text + new String(socket.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8));
        }
        catch (IOException ex) {
            return new Response(0, ex.toString());
        }
    }

    private static String printable(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1).replaceAll("Bearer \\S+", "Bearer …");
        return text.substring(0, Math.min(6_000, text.length()));
    }

    /**
     * A reply.
     *
     * @param status the status; 0 without a reply
     * @param text the beginning of the reply
     */
    private record Response(int status, String text) {
    }

}
