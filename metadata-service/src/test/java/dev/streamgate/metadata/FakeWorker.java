/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker-service that takes every job and remembers it. */
@TestConfiguration(proxyBeanMethods = false)
public class FakeWorker {

    /** The jobs taken. */
    public static final List<JsonNode> jobs = new CopyOnWriteArrayList<>();

    private static volatile int status = 202;

    /** What is answered from now on. */
    public static void answers(int newStatus) {
        status = newStatus;
    }

    @Bean(destroyMethod = "")
    HttpServer workerServer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/jobs", (exchange) -> {
            JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody());
            if (status == 202) {
                jobs.add(body);
            }
            byte[] reply = """
                    {"jobId":"j1","type":"media.purge","state":"queued","priority":0,"attempts":0,"progress":0,
                    "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}"""
                .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Bean
    DynamicPropertyRegistrar workerAddress(HttpServer workerServer) {
        return (properties) -> properties.add("spring.http.serviceclient.worker.base-url",
                () -> "http://127.0.0.1:" + workerServer.getAddress().getPort());
    }

}
