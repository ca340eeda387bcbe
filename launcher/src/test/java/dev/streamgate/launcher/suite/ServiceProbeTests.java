/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceProbeTests {

    private final ServiceProbe probe = new ServiceProbe();

    private volatile String info = "{}";

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.service.createContext("/actuator/info", (exchange) -> {
            byte[] body = this.info.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        this.service.createContext("/actuator/health/readiness", (exchange) -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        this.service.start();
    }

    @AfterEach
    void stop() {
        this.service.stop(0);
        this.probe.close();
    }

    @Test
    void releaseAndOriginOfFfmpegAreNamed() {
        this.info = "{\"ffmpeg\":{\"release\":\"8.0.1\",\"origin\":\"delivered\",\"missing\":[]}}";
        assertThat(this.probe.ffmpeg(url())).contains("ffmpeg 8.0.1 (delivered by Maven)");
    }

    @Test
    void whatFfmpegLacksIsNamed() {
        this.info = "{\"ffmpeg\":{\"release\":\"5.1.9\",\"origin\":\"configured\",\"missing\":[\"VVC\",\"DTS\"]}}";
        assertThat(this.probe.ffmpeg(url())).contains("ffmpeg 5.1.9 (STREAMGATE_FFMPEG_PATH), lacks VVC, DTS");
    }

    @Test
    void aServiceThatNamesNoFfmpegIsNotListed() {
        assertThat(this.probe.ffmpeg(url())).isEmpty();
        this.info = "not JSON";
        assertThat(this.probe.ffmpeg(url())).isEmpty();
        this.service.stop(0);
        assertThat(this.probe.ffmpeg(url())).isEmpty();
    }

    @Test
    void aServiceThatReportsAnErrorIsNotReady() {
        assertThat(this.probe.isReady(url())).isFalse();
    }

    @Test
    void aServiceIsLiveUnlessItIsSilentOrBroken() {
        assertThat(this.probe.isLive(url())).as("no such path").isTrue();
        this.service.createContext("/actuator/health/liveness", (exchange) -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        assertThat(this.probe.isLive(url())).as("broken").isFalse();
        this.service.stop(0);
        assertThat(this.probe.isLive(url())).as("stopped").isFalse();
    }

    private String url() {
        return "http://127.0.0.1:" + this.service.getAddress().getPort();
    }

}
