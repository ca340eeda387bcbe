/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.quotes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The one module that was added has its effect. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class QuotesTests {

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theFourthRequestIsRejectedWithAProblem() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = quote("203.0.113.1");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("RateLimit-Policy")).contains("\"quotes\";q=3;w=10800");
        }
        HttpResponse<String> rejected = quote("203.0.113.1");
        assertThat(rejected.statusCode()).isEqualTo(429);
        assertThat(rejected.headers().firstValue("Retry-After")).isPresent();
        assertThat(rejected.headers().firstValue("Content-Type"))
            .hasValueSatisfying((type) -> assertThat(type).startsWith("application/problem+json"));
        assertThat(quote("203.0.113.2").statusCode()).isEqualTo(200);
    }

    @Test
    void otherPathsAreAsBefore() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/elsewhere"))
            .header("Accept", "text/html")
            .build();
        HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("Whitelabel Error Page");
    }

    /** Loopback is a trusted proxy unless configured otherwise. */
    private HttpResponse<String> quote(String from) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/quote"))
            .header("X-Forwarded-For", from)
            .build();
        return this.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

}
