/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.audit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WitnessExportTests {

    private HttpServer monitor;

    @BeforeEach
    void start() throws IOException {
        this.monitor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.monitor.createContext("/api/v1/monitor/audit/heads/export", (exchange) -> {
            boolean permitted = "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = """
                    {"service":"auth","instance":"i","journal":"1","sequence":7,"hash":"h","timestamp":"t","signature":"s","publicKey":"k"}
                    """
                .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(permitted ? 200 : 401, permitted ? body.length : -1);
            if (permitted) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        this.monitor.start();
    }

    @AfterEach
    void stop() {
        this.monitor.stop(0);
    }

    @Test
    void headsAreFetchedFromMonitorService() {
        assertThat(WitnessExport.fetch(address(), "t"))
            .containsExactly(new WitnessedHead("auth", "i", "1", 7, "h", "t", "s", "k"));
    }

    @Test
    void anErrorReplyIsReportedWithItsStatus() {
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> WitnessExport.fetch(address(), "wrong"))
            .withMessageContaining("401");
    }

    @Test
    void aStoppedMonitorIsReportedWithARemedy() {
        this.monitor.stop(0);
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> WitnessExport.fetch(address(), "t"))
            .withMessageContaining("./streamgate up")
            .withMessageContaining("--heads FILE");
    }

    private String address() {
        return "http://127.0.0.1:" + this.monitor.getAddress().getPort();
    }

}
