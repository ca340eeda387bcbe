/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** One client that takes connections and bodies, and another one that is served. */
@Timeout(60)
@WithStubServices
@TestPropertySource(properties = { "streamgate.gateway.connections.per-address=8",
        "streamgate.gateway.connections.header-timeout=1s", "streamgate.gateway.bodies.per-address=3",
        "streamgate.gateway.bodies.min-bytes-per-second=1KB", "streamgate.gateway.bodies.slow-body-window=1s" })
class ConnectionLimitsIT {

    private static final String POST = "POST /api/v1/uploads/x HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
            + "Content-Length: 100000\r\n\r\n";

    private final List<RawHttpClient> clients = new ArrayList<>();

    private final int port;

    ConnectionLimitsIT(@LocalServerPort int port) {
        this.port = port;
        StubServices.named("upload");
    }

    @AfterEach
    void closeAll() throws IOException {
        for (RawHttpClient client : this.clients) {
            client.close();
        }
    }

    @Test
    void anAddressHasItsShareOfConnectionsAndOthersAreServed() throws IOException {
        for (int i = 0; i < 8; i++) {
            assertThat(
                    connect("127.0.1.1").send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\n\r\n").response().status())
                .isEqualTo(200);
        }
        assertThat(connect("127.0.1.1").isClosedWithin(Duration.ofSeconds(10))).isTrue();
        assertThat(get("127.0.1.2")).isEqualTo(200);
        this.clients.remove(0).close();
        assertThat(eventuallyServed("127.0.1.1")).isTrue();
    }

    @Test
    void headersThatAreNotCompleteInTimeEndTheConnectionThoughBytesArrive() throws IOException {
        RawHttpClient slow = connect("127.0.2.1").send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nX: ");
        int bytes = 0;
        while (!slow.isClosedWithin(Duration.ofMillis(100)) && bytes < 200) {
            try {
                slow.send("x");
            }
            catch (IOException ex) {
                break;
            }
            bytes++;
        }
        assertThat(bytes).isBetween(3, 100);
        assertThat(get("127.0.2.1")).isEqualTo(200);
    }

    @Test
    void aConnectionThatWaitsBetweenRequestsIsKept() throws IOException {
        RawHttpClient client = connect("127.0.3.1").send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\n");
        client.send("\r\n");
        assertThat(client.response().status()).isEqualTo(200);
        assertThat(client.isClosedWithin(Duration.ofMillis(1500))).isFalse();
        assertThat(client.send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\n\r\n").response().status()).isEqualTo(200);
    }

    @Test
    void anAddressSendsItsShareOfBodiesAndOthersAreServed() throws IOException {
        for (int i = 0; i < 3; i++) {
            connect("127.0.4.1").send("POST /api/v1/uploads/x HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
            assertThat(this.clients.getLast().head().status()).isEqualTo(100);
        }
        RawHttpClient.Response refused = connect("127.0.4.1").send(POST).problem();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.header("Connection")).isEqualTo("close");
        assertThat(refused.body()).contains("urn:streamgate:problem:rate-limited");
        assertThat(get("127.0.4.1")).isEqualTo(200);
        assertThat(connect("127.0.4.2").send(POST).send("x".repeat(100_000)).response().status()).isEqualTo(200);
        this.clients.getFirst().send("x".repeat(100_000));
        assertThat(this.clients.getFirst().response().status()).isEqualTo(200);
        assertThat(connect("127.0.4.1").send(POST).send("x".repeat(100_000)).response().status()).isEqualTo(200);
    }

    @Test
    void aBodyBelowTheMinimumRateEndsThoughBytesArrive() throws IOException {
        RawHttpClient slow = connect("127.0.5.1").send(POST);
        int bytes = 0;
        while (!slow.hasBytesWithin(Duration.ofMillis(100)) && bytes < 200) {
            slow.send("x");
            bytes++;
        }
        assertThat(bytes).isBetween(3, 100);
        RawHttpClient.Response response = slow.problem();
        assertThat(response.status()).isEqualTo(408);
        assertThat(response.body()).contains("urn:streamgate:problem:request-timeout");
    }

    private boolean eventuallyServed(String address) throws IOException {
        for (int i = 0; i < 100; i++) {
            RawHttpClient client = connect(address);
            if (!client.isClosedWithin(Duration.ofMillis(50))) {
                return true;
            }
        }
        return false;
    }

    private int get(String address) throws IOException {
        try (RawHttpClient http = new RawHttpClient(this.port, address)) {
            return http.send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\n\r\n").response().status();
        }
    }

    private RawHttpClient connect(String address) throws IOException {
        RawHttpClient client = new RawHttpClient(this.port, address);
        this.clients.add(client);
        return client;
    }

}
