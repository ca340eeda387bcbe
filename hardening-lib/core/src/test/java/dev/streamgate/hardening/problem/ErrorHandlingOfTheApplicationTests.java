/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/** What the application and Spring Boot do about errors stays as it is. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.autoconfigure.exclude=org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
class ErrorHandlingOfTheApplicationTests {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final HttpClient client = HttpClient.newHttpClient();

    private final int port;

    @Autowired
    ErrorHandlingOfTheApplicationTests(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gone     | application/json | 410 | application/json
            wrapped  | application/json | 410 | application/json
            gone     | text/html        | 410 | text/html
            own      | application/json | 418 | application/json
            database | application/json | 409 | application/json
            bug      | application/json | 500 | application/problem+json
            bug      | */*              | 500 | application/problem+json
            bug      | text/html        | 500 | text/html
            missing  | text/html;q=0.1, application/json | 404 | application/problem+json
            """)
    void anErrorKeepsItsStatusAndItsHandler(String failure, String accept, int status, String type) throws Exception {
        HttpResponse<String> response = get("/fail/" + failure, accept);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    }

    @Test
    void aBrowserGetsTheErrorPageOfSpringBoot(@Autowired ApplicationContext context) throws Exception {
        assertThat(get("/nothing", BROWSER).body()).contains("Whitelabel Error Page");
        assertThat(get("/nothing", "application/json").body()).contains("urn:streamgate:problem:not-found");
        assertThat(context.getBeanNamesForType(BasicErrorController.class)).hasSize(1);
    }

    @Test
    void aMalformedRequestIsAnsweredByTomcat() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                .write("GET /a|b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 400")
                .contains("text/html");
        }
    }

    @Test
    void aLargeBodyIsAccepted() throws Exception {
        HttpResponse<String> response = this.client
            .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/json"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("\"" + "x".repeat(3_000_000) + "\""))
                .build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
            .header("Accept", accept)
            .build(), HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ Failing.class, OwnAdvice.class })
    static class Shop {

    }

    @ResponseStatus(HttpStatus.GONE)
    static class SoldOutException extends RuntimeException {

        private static final long serialVersionUID = 1L;

    }

    @RestControllerAdvice
    static class OwnAdvice {

        @ExceptionHandler
        ResponseEntity<String> own(ArithmeticException ex) {
            return ResponseEntity.status(418).body("own");
        }

        @ExceptionHandler
        ResponseEntity<String> conflict(DataIntegrityViolationException ex) {
            return ResponseEntity.status(409).body("conflict");
        }

    }

    @RestController
    static class Failing {

        @GetMapping("/fail/{failure}")
        void fail(@PathVariable String failure) {
            throw switch (failure) {
                case "gone" -> new SoldOutException();
                case "wrapped" -> new IllegalStateException(new SoldOutException());
                case "own" -> new ArithmeticException();
                case "database" -> new DataIntegrityViolationException("twice");
                case "missing" -> new ProblemException(ProblemType.NOT_FOUND, "No such thing.");
                default -> new IllegalStateException("bug");
            };
        }

        @PostMapping("/json")
        void json(@RequestBody String body) {
        }

    }

}
