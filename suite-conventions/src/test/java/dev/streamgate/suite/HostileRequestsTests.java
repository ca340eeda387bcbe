/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.ratelimit.RateLimited;

import static org.assertj.core.api.Assertions.assertThat;

/** Hostile input creates no series, forges no client address and stops no server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "spring.config.import=classpath:streamgate-defaults.yaml", "spring.application.name=sample",
                "logging.level.dev.streamgate=warn", "streamgate.security.resource-server.public-paths=/open/**",
                "streamgate.network.trusted-proxies=192.0.2.1", "streamgate.rate-limit.plans.few.capacity=3",
                "streamgate.rate-limit.plans.few.refill=1", "streamgate.rate-limit.plans.few.period=1h" })
class HostileRequestsTests {

    /** {@code -Dhostile.requests=10000} for a long run. */
    private static final int REQUESTS = Integer.getInteger("hostile.requests", 499);

    /**
     * Tolerates meters of the JVM that appear on first use, for instance of a collection.
     */
    private static final int FEW = 20;

    private final int port;

    private final MeterRegistry meters;

    @Autowired
    HostileRequestsTests(@LocalServerPort int port, MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
    }

    @Test
    void pathsUserAgentsAndMethodsCreateNoSeries() throws IOException {
        try (RawConnection connection = new RawConnection(this.port)) {
            // Registers the meters of every kind of response.
            for (String request : new String[] { "GET /open/things/0", "GET /open/none", "GET /closed/0", "PUT /open/0",
                    "M0 /open/things/0" }) {
                connection.send(request, "agent");
            }
        }
        int before = this.meters.getMeters().size();
        try (RawConnection connection = new RawConnection(this.port)) {
            for (int i = 1; i <= REQUESTS; i++) {
                connection.send("GET /open/things/" + i, "agent" + i);
                connection.send("GET /open/none/" + i, "agent" + i);
                connection.send("GET /closed/" + i + "?q=" + i, "agent" + i);
                connection.send("M" + i + " /open/things/" + i, "agent" + i);
            }
        }
        assertThat(this.meters.getMeters().size() - before).isLessThan(FEW);
        assertThat(this.meters.getMeters()).flatExtracting((meter) -> meter.getId().getTags())
            .extracting(Tag::getValue)
            .noneMatch((value) -> value.contains(Integer.toString(REQUESTS)));
    }

    @Test
    void aForgedAddressDoesNotChangeTheRateLimitKey() throws IOException {
        int allowed = 0;
        try (RawConnection connection = new RawConnection(this.port)) {
            for (int i = 0; i < 20; i++) {
                allowed += (connection.send("GET /open/limited", "a\r\nX-Forwarded-For: 203.0.113." + i
                        + "\r\nForwarded: for=203.0.113." + i + "\r\nX-Real-IP: 203.0.113." + i) == 200) ? 1 : 0;
            }
        }
        assertThat(allowed).isEqualTo(3);
    }

    @Test
    void anOversizedHeaderIsRejectedAndTheServerContinues() throws IOException {
        int before = this.meters.getMeters().size();
        try (RawConnection connection = new RawConnection(this.port)) {
            assertThat(connection.send("GET /open/things/1", "x".repeat(64 * 1024))).isEqualTo(431);
        }
        try (RawConnection connection = new RawConnection(this.port)) {
            assertThat(connection.send("GET /open/things/1", "x")).isEqualTo(200);
        }
        assertThat(this.meters.getMeters().size() - before).isLessThan(FEW);
    }

    /** Sends raw bytes over a socket, since HTTP clients do not send such requests. */
    private static final class RawConnection implements AutoCloseable {

        private final int port;

        private Socket socket;

        private BufferedReader in;

        RawConnection(int port) throws IOException {
            this.port = port;
            connect();
        }

        private void connect() throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
            this.socket.setSoTimeout(30_000);
            this.in = new BufferedReader(
                    new InputStreamReader(this.socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        /** Sends a request, discards the body of the response and returns its status. */
        int send(String request, String agent) throws IOException {
            OutputStream out = this.socket.getOutputStream();
            out.write((request + " HTTP/1.1\r\nHost: x\r\nUser-Agent: " + agent + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            int status = Integer.parseInt(this.in.readLine().split(" ")[1]);
            int length = 0;
            boolean chunked = false;
            boolean closing = false;
            for (String line = this.in.readLine(); !line.isEmpty(); line = this.in.readLine()) {
                String header = line.toLowerCase(Locale.ROOT);
                length = header.startsWith("content-length:") ? Integer.parseInt(header.substring(15).strip()) : length;
                chunked |= header.startsWith("transfer-encoding: chunked");
                closing |= header.startsWith("connection: close");
            }
            if (chunked) {
                for (int size = size(); size > 0; size = size()) {
                    skip(size);
                    this.in.readLine();
                }
                this.in.readLine();
            }
            skip(length);
            if (closing) {
                close();
                connect();
            }
            return status;
        }

        private int size() throws IOException {
            return Integer.parseInt(this.in.readLine(), 16);
        }

        private void skip(int count) throws IOException {
            for (int left = count; left > 0;) {
                left -= (int) this.in.skip(left);
            }
        }

        @Override
        public void close() throws IOException {
            this.socket.close();
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Sample.class)
    static class SampleApplication {

    }

    @RestController
    static class Sample {

        @GetMapping("/open/things/{id}")
        String thing(@PathVariable String id) {
            return id;
        }

        @GetMapping("/open/limited")
        @RateLimited("few")
        String limited() {
            return "";
        }

    }

}
