/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.hostile;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * The attacks of the campaign.
 *
 * @param segment the path of a public segment
 * @param missing the paths of segments that are not encoded yet
 * @param tokens access tokens of accounts that the attacker has
 */
public record Attacks(String segment, List<String> missing, List<String> tokens) {

    private static final String GET = "GET %s HTTP/1.1\r\nHost: g\r\n%s\r\n";

    private static final String CONTENTS = "/api/v1/contents";

    /** All of them. */
    public List<Attack> all() {
        return List.of(new Attack("half-sent headers, a byte a second", 1500, Attacks::slowHeader),
                new Attack("slow bodies", 900, Attacks::slowBody),
                new Attack("slow uploads of six accounts", 552, this::slowUpload),
                new Attack("slow readers of segments", 600, this::slowReader),
                new Attack("headers of 12 KB", 32, Attacks::largeHeader),
                new Attack("ninety-five headers", 32, Attacks::manyHeaders),
                new Attack("ranges of a thousand parts", 32, this::manyRanges),
                new Attack("idle connections", 3000, Attacks::idle),
                new Attack("pipelined requests", 64, Attacks::pipeline),
                new Attack("invalid tokens", 64, Attacks::invalidToken),
                new Attack("made-up key ids", 64, Attacks::unknownKey),
                new Attack("logins with valid tokens", 64, this::login),
                new Attack("segments that are not encoded", 560, this::missingSegment));
    }

    private static void slowHeader(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            Attacker.write(socket, "GET " + CONTENTS + " HTTP/1.1\r\nHost: g\r\nX: ");
            drip(attacker, socket);
        }
    }

    private static void slowBody(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            Attacker.write(socket, "POST /api/v1/auth/login HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 60000\r\n\r\n{");
            drip(attacker, socket);
        }
    }

    private void slowUpload(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            Attacker.write(socket, "POST /api/v1/uploads HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + token(number)
                    + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 10000000\r\n\r\n--b");
            drip(attacker, socket);
        }
    }

    private void slowReader(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            socket.setReceiveBufferSize(1024);
            Attacker.write(socket, GET.formatted(this.segment, ""));
            while (attacker.isRunning()) {
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("ended");
                }
                pause();
            }
        }
    }

    private static void largeHeader(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            attacker.exchange(socket, GET.formatted(CONTENTS, "X: " + "x".repeat(12 * 1024) + "\r\n"));
        }
    }

    private static void manyHeaders(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            attacker.exchange(socket, GET.formatted(CONTENTS, "X: y\r\n".repeat(94)));
        }
    }

    private void manyRanges(Attacker attacker, int number) throws IOException {
        StringBuilder ranges = new StringBuilder("Range: bytes=0-0");
        for (int i = 1; i < 1000; i++) {
            ranges.append(',').append(i * 2).append('-').append(i * 2);
        }
        try (Socket socket = attacker.connect()) {
            attacker.exchange(socket, GET.formatted(this.segment, ranges + "\r\n"));
        }
    }

    private static void idle(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            while (attacker.isRunning()) {
                attacker.awaitBytes(socket);
            }
        }
    }

    private static void pipeline(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            Attacker.write(socket, GET.formatted(CONTENTS, "").repeat(100));
            while (attacker.isRunning()) {
                attacker.awaitBytes(socket);
                Attacker.write(socket, GET.formatted(CONTENTS, ""));
            }
        }
    }

    private static void invalidToken(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            while (attacker.isRunning()) {
                attacker.exchange(socket,
                        GET.formatted(CONTENTS, "Authorization: Bearer " + UUID.randomUUID() + "\r\n"));
            }
        }
    }

    private static void unknownKey(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            while (attacker.isRunning()) {
                String header = base64("{\"alg\":\"ES256\",\"kid\":\"" + UUID.randomUUID() + "\"}");
                String token = header + "." + base64("{\"iss\":\"streamgate\",\"sub\":\"x\",\"exp\":9999999999}") + "."
                        + base64("x".repeat(64));
                attacker.exchange(socket, GET.formatted(CONTENTS, "Authorization: Bearer " + token + "\r\n"));
            }
        }
    }

    private void login(Attacker attacker, int number) throws IOException {
        String body = "{\"email\":\"stranger%d@example.org\",\"password\":\"guess\"}".formatted(number);
        try (Socket socket = attacker.connect()) {
            while (attacker.isRunning()) {
                attacker.exchange(socket,
                        "POST /api/v1/auth/login HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + token(number) + "\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body);
            }
        }
    }

    private void missingSegment(Attacker attacker, int number) throws IOException {
        try (Socket socket = attacker.connect()) {
            attacker.exchange(socket, GET.formatted(this.missing.get(number % this.missing.size()), ""));
        }
    }

    /** A byte a second. */
    private static void drip(Attacker attacker, Socket socket) throws IOException {
        while (attacker.isRunning()) {
            attacker.awaitBytes(socket);
            Attacker.write(socket, "x");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private String token(int number) {
        return this.tokens.get(number % this.tokens.size());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}
