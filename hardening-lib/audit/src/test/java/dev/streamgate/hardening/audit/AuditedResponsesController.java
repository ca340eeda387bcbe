/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Audited handlers that answer in each way that Spring MVC knows. */
@RestController
class AuditedResponsesController {

    @GetMapping("/status/plain")
    @Audited("status.plain")
    AuditedSampleApplication.Thing plain() {
        return new AuditedSampleApplication.Thing("a");
    }

    @GetMapping("/status/response-status")
    @Audited("status.response-status")
    @ResponseStatus(HttpStatus.CREATED)
    AuditedSampleApplication.Thing created() {
        return new AuditedSampleApplication.Thing("a");
    }

    @GetMapping("/status/set-status")
    @Audited("status.set-status")
    void setStatus(HttpServletResponse response) {
        response.setStatus(403);
    }

    @GetMapping("/status/send-error")
    @Audited("status.send-error")
    void sendError(HttpServletResponse response) throws IOException {
        response.sendError(410, "gone");
    }

    @GetMapping("/status/own-advice")
    @Audited("status.own-advice")
    void ownAdvice() {
        throw new AuditedSampleApplication.OutOfStockException();
    }

    @GetMapping("/status/status-exception")
    @Audited("status.status-exception")
    void statusException() {
        throw new ResponseStatusException(HttpStatus.CONFLICT);
    }

    @GetMapping("/status/annotated-exception")
    @Audited("status.annotated-exception")
    void annotatedException() {
        throw new AuditedSampleApplication.NoSuchThingException();
    }

    @GetMapping("/status/error-page")
    @Audited("status.error-page")
    void errorPage() {
        throw new IllegalStateException("expected");
    }

    @GetMapping("/status/callable")
    @Audited("status.callable")
    Callable<ResponseEntity<AuditedSampleApplication.Thing>> callable() {
        return () -> ResponseEntity.status(201).body(new AuditedSampleApplication.Thing("a"));
    }

    @GetMapping("/status/callable-failing")
    @Audited("status.callable-failing")
    Callable<String> callableFailing() {
        return () -> {
            throw new IllegalStateException("expected");
        };
    }

    @GetMapping("/status/callable-denied")
    @Audited("status.callable-denied")
    Callable<String> callableDenied() {
        return () -> {
            throw new AuditedSampleApplication.OutOfStockException();
        };
    }

    @GetMapping("/status/timeout")
    @Audited("status.timeout")
    DeferredResult<String> timeout() {
        return new DeferredResult<>(1L);
    }

    @GetMapping("/status/task")
    @Audited("status.task")
    WebAsyncTask<ResponseEntity<String>> task() {
        return new WebAsyncTask<>(() -> ResponseEntity.status(201).body("a"));
    }

    @GetMapping("/status/future")
    @Audited("status.future")
    @ResponseStatus(HttpStatus.CREATED)
    CompletableFuture<String> future() {
        return CompletableFuture.supplyAsync(() -> "a");
    }

    @GetMapping("/status/future-forbidden")
    @Audited("status.future-forbidden")
    CompletableFuture<ResponseEntity<String>> futureForbidden() {
        return CompletableFuture.supplyAsync(() -> ResponseEntity.status(403).body("no"));
    }

    @GetMapping("/status/future-failing")
    @Audited("status.future-failing")
    CompletableFuture<String> futureFailing() {
        return CompletableFuture.failedFuture(new IllegalStateException("expected"));
    }

    @GetMapping("/status/deferred-failing")
    @Audited("status.deferred-failing")
    DeferredResult<String> deferredFailing() {
        DeferredResult<String> result = new DeferredResult<>();
        CompletableFuture.runAsync(() -> result.setErrorResult(new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return result;
    }

    @GetMapping("/status/mono")
    @Audited("status.mono")
    Mono<ResponseEntity<String>> mono() {
        return Mono.just(ResponseEntity.accepted().body("a")).delayElement(Duration.ofMillis(1));
    }

    @GetMapping("/status/mono-failing")
    @Audited("status.mono-failing")
    Mono<String> monoFailing() {
        return Mono.error(new ResponseStatusException(HttpStatus.CONFLICT));
    }

    @GetMapping("/status/flux")
    @Audited("status.flux")
    Flux<AuditedSampleApplication.Thing> flux() {
        return Flux.just(new AuditedSampleApplication.Thing("a"), new AuditedSampleApplication.Thing("b"));
    }

    @GetMapping("/status/stream")
    @Audited("status.stream")
    StreamingResponseBody stream() {
        return (out) -> out.write(new byte[100_000]);
    }

    @GetMapping("/status/stream-broken")
    @Audited("status.stream-broken")
    StreamingResponseBody streamBroken() {
        return (out) -> {
            out.write(new byte[100_000]);
            throw new IllegalStateException("expected");
        };
    }

    @GetMapping("/status/events")
    @Audited("status.events")
    SseEmitter events() {
        SseEmitter emitter = new SseEmitter();
        CompletableFuture.runAsync(() -> {
            try {
                emitter.send("a");
                emitter.complete();
            }
            catch (IOException ex) {
                emitter.completeWithError(ex);
            }
        });
        return emitter;
    }

    @GetMapping("/status/events-broken")
    @Audited("status.events-broken")
    SseEmitter eventsBroken() throws IOException {
        SseEmitter emitter = new SseEmitter();
        emitter.send("a");
        emitter.completeWithError(new IllegalStateException("expected"));
        return emitter;
    }

    @GetMapping("/status/endless")
    @Audited("status.endless")
    StreamingResponseBody endless(@RequestAttribute CountDownLatch dispatched) {
        return (out) -> {
            // Spring Security's filters write headers when the first dispatch
            // returns, which is not safe beside this thread.
            try {
                dispatched.await();
            }
            catch (InterruptedException ex) {
                throw new InterruptedIOException();
            }
            while (true) {
                out.write(new byte[8192]);
                out.flush();
            }
        };
    }

    @GetMapping("/status/raw")
    @Audited("status.raw")
    void raw(OutputStream out) throws IOException {
        out.write(new byte[100_000]);
        out.close();
    }

    @GetMapping("/status/raw-broken")
    @Audited("status.raw-broken")
    void rawBroken(HttpServletResponse response) throws IOException {
        try (OutputStream out = response.getOutputStream()) {
            out.write(new byte[100]);
            out.flush();
            throw new IllegalStateException("expected");
        }
    }

    @GetMapping("/status/large")
    @Audited("status.large")
    byte[] large() {
        return new byte[1_000_000];
    }

    @GetMapping("/status/redirect")
    @Audited("status.redirect")
    ResponseEntity<Void> redirect() {
        return ResponseEntity.status(302).location(URI.create("/elsewhere")).build();
    }

    @GetMapping("/status/writer")
    @Audited("status.writer")
    void writer(HttpServletResponse response) throws IOException {
        response.setStatus(202);
        response.getWriter().write("a");
        response.flushBuffer();
    }

}
