/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

import com.example.shop.ShopApplication;
import dev.streamgate.hardening.audit.Audited;

import static org.assertj.core.api.Assertions.assertThat;

/** The journal records the status that was sent. */
class AuditedHandlersTests {

    @TempDir
    static Path directory;

    private static RunningApplication shop;

    @BeforeAll
    static void start() {
        shop = RunningApplication.start(AuditedShop.class, "streamgate.audit.directory=" + directory);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({ "plain,200,success", "created,201,success", "accepted,202,success", "set-status,403,denied",
            "send-error,410,failure", "own-advice,403,denied", "response-status,404,failure",
            "callable-fails,500,failure", "callable-created,201,success", "future-denied,403,denied",
            "deferred-fails,404,failure", "mono-fails,409,failure", "mono-accepted,202,success" })
    void theStatusThatWasSentIsRecorded(String name, int status, String result) throws Exception {
        assertThat(shop.client().as("viewer").get("/api/orders/audited/" + name).statusCode()).isEqualTo(status);
        assertThat(new JournalLines(directory).await("sample." + name)).contains("\"actor\":\"viewer\"",
                "\"result\":\"" + result + "\"", "\"status\":\"" + status + "\"");
        assertThat(new JournalLines(directory).find("sample." + name)).hasSize(1);
    }

    @Test
    void anEventNamesWhatTheRequestWasFor() throws Exception {
        shop.client().as("viewer").get("/api/orders/audited/resource");
        assertThat(new JournalLines(directory).await("sample.resource")).contains("/api/orders/audited/resource");
    }

    @Import({ ShopApplication.class, Handlers.class, Advice.class })
    static class AuditedShop {

    }

    @RestController
    @RequestMapping("/api/orders/audited")
    static class Handlers {

        @GetMapping("/plain")
        @Audited("sample.plain")
        String plain() {
            return "done";
        }

        @GetMapping("/resource")
        @Audited("sample.resource")
        String resource() {
            return "done";
        }

        @GetMapping("/created")
        @ResponseStatus(HttpStatus.CREATED)
        @Audited("sample.created")
        String created() {
            return "done";
        }

        @GetMapping("/accepted")
        @Audited("sample.accepted")
        ResponseEntity<String> accepted() {
            return ResponseEntity.accepted().body("done");
        }

        @GetMapping("/set-status")
        @Audited("sample.set-status")
        void setStatus(HttpServletResponse response) {
            response.setStatus(403);
        }

        @GetMapping("/send-error")
        @Audited("sample.send-error")
        void sendError(HttpServletResponse response) throws Exception {
            response.sendError(410);
        }

        @GetMapping("/own-advice")
        @Audited("sample.own-advice")
        String ownAdvice() {
            throw new SupplierException();
        }

        @GetMapping("/response-status")
        @Audited("sample.response-status")
        String responseStatus() {
            throw new GoneException();
        }

        @GetMapping("/callable-fails")
        @Audited("sample.callable-fails")
        Callable<String> callableFails() {
            return () -> {
                throw new IllegalStateException("The supplier does not respond");
            };
        }

        @GetMapping("/callable-created")
        @Audited("sample.callable-created")
        Callable<ResponseEntity<String>> callableCreated() {
            return () -> ResponseEntity.status(201).body("done");
        }

        @GetMapping("/future-denied")
        @Audited("sample.future-denied")
        CompletableFuture<ResponseEntity<String>> futureDenied() {
            return CompletableFuture.supplyAsync(() -> ResponseEntity.status(403).body("denied"));
        }

        @GetMapping("/deferred-fails")
        @Audited("sample.deferred-fails")
        DeferredResult<String> deferredFails() {
            DeferredResult<String> result = new DeferredResult<>();
            CompletableFuture.runAsync(() -> result.setErrorResult(new GoneException()));
            return result;
        }

        @GetMapping("/mono-fails")
        @Audited("sample.mono-fails")
        Mono<String> monoFails() {
            return Mono.error(new ResponseStatusException(HttpStatus.CONFLICT));
        }

        @GetMapping("/mono-accepted")
        @Audited("sample.mono-accepted")
        Mono<ResponseEntity<String>> monoAccepted() {
            return Mono.just(ResponseEntity.accepted().body("done"));
        }

    }

    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler
        ResponseEntity<Map<String, String>> supplier(SupplierException ex) {
            return ResponseEntity.status(403).body(Map.of("code", "SUPPLIER"));
        }

    }

    static class SupplierException extends RuntimeException {

        private static final long serialVersionUID = 1L;

    }

    @ResponseStatus(HttpStatus.NOT_FOUND)
    static class GoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

    }

}
