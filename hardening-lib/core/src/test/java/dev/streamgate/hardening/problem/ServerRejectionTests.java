/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends raw bytes over a socket, since HTTP clients do not send malformed requests. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "streamgate.request-limit.enabled=true", "streamgate.request-limit.max-json-body=1000B",
        "streamgate.problem.replace-error-pages=true",
        "spring.autoconfigure.exclude=org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
class ServerRejectionTests {

    private final int port;

    @Autowired
    ServerRejectionTests(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUBBISH                              | 400 | bad-request
            GET /a<b HTTP/1.1^Host: x            | 400 | bad-request
            GET /%00 HTTP/1.1^Host: x            | 400 | bad-request
            GET /a%2fb HTTP/1.1^Host: x          | 400 | bad-request
            GET / HTTP/1.1                       | 400 | bad-request
            GET / HTTP/1.1^Host: x^Host: y       | 400 | bad-request
            GET / HTTP/9.1^Host: x               | 505 | bad-request
            GET / HTTP/1.1^Host: x^Transfer-Encoding: wild | 501 | not-implemented
            """)
    void aMalformedRequestIsRenderedAsAProblem(String request, int status, String slug) throws IOException {
        expect(exchange(request.replace("^", "\r\n") + "\r\n\r\n"), status, slug);
    }

    @Test
    void headersBeyondTheLimitAreRenderedAs431() throws IOException {
        expect(exchange("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(64 * 1024) + "\r\n\r\n"), 431,
                "headers-too-large");
    }

    @Test
    void moreHeadersThanTheLimitAreRenderedAs431() throws IOException {
        expect(exchange("GET / HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(150) + "\r\n"), 431, "headers-too-large");
    }

    @ParameterizedTest
    @CsvSource({ "RUBBISH", "GET / HTTP/9.1^Host: x", "GET / HTTP/1.1^Host: x^Transfer-Encoding: wild",
            "GET / HTTP/1.1^Host: x^X: %" })
    void aRejectionOfTheConnectorAnnouncesItsEndAndHasSecurityHeaders(String request) throws IOException {
        String response = exchange(request.replace("^", "\r\n").replace("%", "x".repeat(12_000)) + "\r\n\r\n");
        assertThat(response).contains("\r\nConnection: close\r\n")
            .contains("\r\nX-Content-Type-Options: nosniff\r\n")
            .contains("\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
            .contains("\r\nReferrer-Policy: no-referrer\r\n")
            .contains("\r\nCache-Control: no-store\r\n");
        assertThat(response.split("Connection: close", -1)).hasSize(2);
    }

    @Test
    void aJsonBodyBeyondTheLimitIsRejectedByItsContentLength() throws IOException {
        expect(exchange("POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1001\r\n"
                + "Connection: close\r\n\r\n"), 413, "body-too-large");
    }

    @Test
    void aChunkedJsonBodyIsRejectedOnceItExceedsTheLimit() throws IOException {
        String head = "POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/problem+json;charset=UTF-8\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        String chunk = "190\r\n\"" + "x".repeat(399) + "\r\n";
        String next = "190\r\n" + "x".repeat(400) + "\r\n";
        expect(exchange(head + chunk + next + next + "0\r\n\r\n"), 413, "body-too-large");
        assertThat(exchange(head + chunk + "1\r\n\"\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    private static void expect(String response, int status, String slug) {
        assertThat(response).startsWith("HTTP/1.1 " + status)
            .contains("application/problem+json")
            .contains("urn:streamgate:problem:" + slug)
            .doesNotContain("<html")
            .doesNotContain("Tomcat");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Sample.class)
    static class SampleApplication {

    }

    @RestController
    static class Sample {

        @PostMapping("/json")
        String json(@RequestBody Object body) {
            return "accepted";
        }

    }

}
