/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.streamgate.hardening.alert.AlertAutoConfiguration;
import dev.streamgate.hardening.event.InfoEvent;
import dev.streamgate.suite.security.ServiceIdentityAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class AlertForwardingTests {

    private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();

    private HttpServer server;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withPropertyValues("streamgate.service.name=shop", "streamgate.alert.evaluate=false")
        .withConfiguration(AutoConfigurations.of(AlertAutoConfiguration.class, ServiceIdentityAutoConfiguration.class,
                AlertForwardingAutoConfiguration.class));

    @BeforeEach
    void serve() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", (exchange) -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            this.requests.add(List.of(exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")), body));
            byte[] reply = "{\"access_token\":\"t0k3n\",\"expires_in\":600}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        this.server.start();
    }

    @AfterEach
    void end() {
        this.server.stop(0);
    }

    @Test
    void monitorReceivesEventsWithTheServicesToken() {
        this.runner
            .withPropertyValues("streamgate.alert.forward.url=" + address("/"),
                    "streamgate.security.service-secret=secret", "streamgate.security.token-uri=" + address("/token"))
            .run((context) -> {
                context.publishEvent(new InfoEvent(InfoEvent.Kind.CONFIGURATION_CHANGED, "Plan upload changed"));
                assertThat(this.requests.poll(10, TimeUnit.SECONDS)).first().isEqualTo("/token");
                List<String> request = this.requests.poll(10, TimeUnit.SECONDS);
                assertThat(request).startsWith("/internal/v1/alert-events", "Bearer t0k3n");
                assertThat(request.get(2)).contains("\"rule\":\"ConfigurationChanged\"", "\"service\":\"shop\"");
            });
    }

    @Test
    void forwardingNeedsAnAddressAndAnIdentity() {
        this.runner.withPropertyValues("streamgate.alert.forward.url=http://127.0.0.1:1")
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MonitorAlertHandler.class));
        this.runner
            .withPropertyValues("streamgate.alert.forward.url=", "streamgate.security.service-secret=secret",
                    "streamgate.security.token-uri=" + address("/token"))
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MonitorAlertHandler.class));
        this.runner
            .withPropertyValues("streamgate.alert.forward.url=file:///x", "streamgate.security.service-secret=secret",
                    "streamgate.security.token-uri=" + address("/token"))
            .run((context) -> assertThat(context).getFailure().hasStackTraceContaining("url must begin with http"));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + this.server.getAddress().getPort() + path;
    }

}
