/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServiceTokensTests {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final MovableClock clock = new MovableClock();

    private final AtomicInteger requests = new AtomicInteger();

    private volatile CountDownLatch requested = new CountDownLatch(1);

    private volatile CountDownLatch answer = new CountDownLatch(0);

    private volatile int status = 200;

    private HttpServer issuer;

    private ServiceTokens tokens;

    @BeforeEach
    void startIssuer() throws IOException {
        this.issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.issuer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.issuer.createContext("/token", this::answer);
        this.issuer.start();
        this.tokens = new ServiceTokens(RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build(),
                URI.create("http://127.0.0.1:" + this.issuer.getAddress().getPort() + "/token"), "sample", "secret",
                this.clock);
    }

    @AfterEach
    void stopIssuer() {
        this.answer.countDown();
        this.issuer.stop(0);
    }

    @Test
    void aTokenIsRenewedBeforeItExpires() {
        assertThat(this.tokens.get()).isEqualTo("token-1");
        assertThat(this.tokens.get()).isEqualTo("token-1");
        this.clock.advance(LIFETIME);
        assertThat(this.tokens.get()).isEqualTo("token-2");
    }

    @Test
    void aValidTokenIsReturnedWhileAnotherCallerRenewsIt() throws InterruptedException {
        this.tokens.get();
        this.clock.advance(LIFETIME.minusSeconds(10));
        this.requested = new CountDownLatch(1);
        this.answer = new CountDownLatch(1);
        CompletableFuture<String> renewing = CompletableFuture.supplyAsync(this.tokens::get);
        assertThat(this.requested.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(CompletableFuture.supplyAsync(this.tokens::get)).succeedsWithin(Duration.ofSeconds(10))
            .isEqualTo("token-1");
        this.answer.countDown();
        assertThat(renewing).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("token-2");
    }

    @Test
    void aFailureIsTheResultOfAllWhoWaitedForItAndIsRepeatedLater() {
        this.status = 503;
        assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(this.tokens::get);
        assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(this.tokens::get);
        assertThat(this.requests).hasValue(1);
        this.status = 200;
        this.clock.advance(Duration.ofSeconds(1));
        assertThat(this.tokens.get()).isEqualTo("token-2");
    }

    @Test
    void aSlowIssuerIsNotCalledAgainAtOnce() {
        this.tokens.get();
        this.clock.advance(LIFETIME.minusSeconds(10));
        this.status = 503;
        assertThat(this.tokens.get()).isEqualTo("token-1");
        assertThat(this.tokens.get()).isEqualTo("token-1");
        assertThat(this.requests).as("the request took 5 s").hasValue(2);
    }

    private void answer(HttpExchange exchange) throws IOException {
        int number = this.requests.incrementAndGet();
        this.requested.countDown();
        try {
            this.answer.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        if (this.status != 200) {
            this.clock.advance(Duration.ofSeconds(5));
        }
        byte[] body = "{\"access_token\":\"token-%d\",\"expires_in\":%d}".formatted(number, LIFETIME.toSeconds())
            .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(this.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

}
