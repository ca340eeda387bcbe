/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.problem.enabled=false", "streamgate.network.trusted-proxies=",
                "management.endpoints.web.exposure.include=*", "server.error.include-message=always" })
class AuditedTests {

    @TempDir
    static Path root;

    private final RestTestClient client;

    private final AuditJournal journal;

    private final int port;

    @Autowired
    AuditedTests(@LocalServerPort int port, AuditJournal journal) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.journal = journal;
        this.port = port;
    }

    @DynamicPropertySource
    static void directory(DynamicPropertyRegistry properties) {
        properties.add("streamgate.audit.directory", root::toString);
    }

    @Test
    void theEventIsDurableBeforeTheResponseIsSent() throws IOException {
        post("/api/v1/things", "u1", "{\"name\":\"a\"}").expectStatus().isCreated();
        AuditRecord event = only("thing.create", "u1");
        assertThat(event).returns("create", AuditRecord::action)
            .returns("/api/v1/things", AuditRecord::resource)
            .returns(AuditRecord.SUCCESS, AuditRecord::result);
        assertThat(event.details()).isEqualTo(Map.of("status", "201", "method", "POST", "location", "/api/v1/things/1",
                "address", "127.0.0.1", "requestId", "r-1"));
        String file = Files.readString(JournalFiles.segments(root.resolve("1")).get(0));
        assertThat(file).contains(event.id());
    }

    @ParameterizedTest
    @CsvSource({ "plain,200,success", "response-status,201,success", "set-status,403,denied", "send-error,410,failure",
            "own-advice,403,denied", "status-exception,409,failure", "annotated-exception,404,failure",
            "error-page,500,failure", "callable,201,success", "callable-failing,500,failure",
            "callable-denied,403,denied", "timeout,503,failure", "task,201,success", "future,201,success",
            "future-forbidden,403,denied", "future-failing,500,failure", "deferred-failing,404,failure",
            "mono,202,success", "mono-failing,409,failure", "flux,200,success", "stream,200,success",
            "events,200,success", "raw,200,success", "large,200,success", "redirect,302,success",
            "writer,202,success" })
    void theStatusThatWasSentIsRecorded(String path, int status, String result) {
        assertThat(get("/status/" + path, "viewer").returnResult(byte[].class).getStatus().value()).isEqualTo(status);
        assertThat(only("status." + path, "viewer")).returns(result, AuditRecord::result)
            .returns("/status/" + path, AuditRecord::resource)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo(Integer.toString(status));
    }

    @ParameterizedTest
    @CsvSource({ "stream-broken", "events-broken", "raw-broken" })
    void aResponseThatBreaksOffIsAFailure(String path) {
        try {
            get("/status/" + path, "viewer").returnResult(byte[].class).getResponseBodyContent();
        }
        catch (RuntimeException ex) {
            // The client may notice the missing end.
        }
        Awaitility.await().until(() -> !find("status." + path, "viewer").isEmpty());
        assertThat(only("status." + path, "viewer")).returns(AuditRecord.FAILURE, AuditRecord::result)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo("200");
    }

    @Test
    void aClientThatDisconnectsFromAStreamIsRecordedAsAborted() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", this.port)) {
            socket.getOutputStream()
                .write(("GET /status/endless HTTP/1.1\r\nHost: a\r\nAuthorization: Basic "
                        + HttpHeaders.encodeBasicAuth("viewer", "pw", StandardCharsets.UTF_8) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(find("status.endless", null)).isEmpty();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !find("status.endless", "viewer").isEmpty());
        assertThat(only("status.endless", "viewer")).returns(AuditRecord.FAILURE, AuditRecord::result)
            .extracting(AuditRecord::details)
            .hasFieldOrPropertyWithValue("aborted", "true");
    }

    @Test
    void failuresAndDenialsAreRecorded() {
        post("/api/v1/things", "u2", "{\"name\":\"\"}").expectStatus().isBadRequest();
        assertThat(only("thing.create", "u2")).returns(AuditRecord.FAILURE, AuditRecord::result)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo("400");
        delete("/api/v1/things/9", "viewer").expectStatus().isForbidden();
        assertThat(only("thing.delete", "viewer")).returns(AuditRecord.DENIED, AuditRecord::result)
            .returns("/api/v1/things/9", AuditRecord::resource)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo("403");
        delete("/api/v1/things/0", "operator").expectStatus().isNotFound();
        assertThat(only("thing.delete", "operator").details()).containsEntry("status", "404");
    }

    @Test
    void theResourceIsAnExpressionOverParametersAndResult() {
        post("/api/v1/orders/7", "u3", "{\"name\":\"a\"}").expectStatus().isOk();
        assertThat(only("order.place", "u3").resource()).isEqualTo("order 7 of a");
        post("/api/v1/accounts", "u3", "{\"name\":\"a\"}").expectStatus().isOk();
        assertThat(only("account.open", "u3").resource()).isEqualTo("account-a");
    }

    @Test
    void theActorIsWhoSignedInDuringTheRequestAndPasswordsAreNotRecorded() throws IOException {
        this.client.post()
            .uri("/public/login?token=hunter2hunter2")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"name\":\"viewer\"}")
            .exchange()
            .expectStatus()
            .isOk();
        assertThat(only("account.login", "viewer").resource()).isEqualTo("/public/login");
        this.client.post()
            .uri("/public/login")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"name\":\"unknown\"}")
            .exchange()
            .expectStatus()
            .isUnauthorized();
        assertThat(only("account.login", "anonymous")).returns(AuditRecord.DENIED, AuditRecord::result);
        for (Path segment : JournalFiles.segments(root.resolve("1"))) {
            assertThat(Files.readString(segment)).doesNotContain("hunter2");
        }
    }

    @Test
    void writesToActuatorEndpointsAreRecorded() {
        post("/actuator/loggers/some.logger", "op6", "{\"configuredLevel\":\"WARN\"}").expectStatus().isNoContent();
        assertThat(only("actuator.loggers.write", "op6")).returns(AuditRecord.SUCCESS, AuditRecord::result)
            .returns("/actuator/loggers", AuditRecord::resource)
            .returns("write", AuditRecord::action)
            .extracting(AuditRecord::details)
            .isEqualTo(Map.of("name", "some.logger", "configuredLevel", "WARN"));
        get("/actuator/loggers/some.logger", "op7").expectStatus().isOk();
        assertThat(find("actuator.", "op7")).isEmpty();
    }

    @Test
    void theEndpointsReadTheJournal() {
        post("/api/v1/things", "u5", "{\"name\":\"a\"}").expectStatus().isCreated();
        get("/actuator/auditjournal?actor=u5&type=thing.&limit=5&from=2020-01-01T00:00:00Z", "op").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].details.status")
            .isEqualTo("201");
        get("/actuator/auditjournal/verify", "op").expectBody().jsonPath("$.intact").isEqualTo(true);
        get("/actuator/auditjournal/nothing", "op").expectStatus().isNotFound();
        get("/actuator/auditevents?principal=u5&type=thing.create", "op").expectBody()
            .jsonPath("$.events[0].type")
            .isEqualTo("thing.create");
    }

    @Test
    void rejectionsByFiltersAreRecorded() {
        this.client.delete().uri("/api/v1/things/1").exchange().expectStatus().isUnauthorized();
        // The queue is written in order, so the earlier best-effort event is durable.
        post("/api/v1/things", "u8", "{\"name\":\"a\"}").expectStatus().isCreated();
        assertThat(find("AUTHORIZATION_FAILURE", null)).anyMatch((event) -> event.actor().startsWith("anonymous"));
    }

    private List<AuditRecord> find(String type, String actor) {
        return this.journal.find(new AuditQuery(actor, null, type, null, null, 10));
    }

    private AuditRecord only(String type, String actor) {
        List<AuditRecord> found = find(type, actor);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private RestTestClient.ResponseSpec post(String path, String user, String body) {
        return this.client.post()
            .uri(path)
            .headers((headers) -> headers.setBasicAuth(user, "pw"))
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .exchange();
    }

    private RestTestClient.ResponseSpec delete(String path, String user) {
        return this.client.delete().uri(path).headers((headers) -> headers.setBasicAuth(user, "pw")).exchange();
    }

    private RestTestClient.ResponseSpec get(String path, String user) {
        return this.client.get().uri(path).headers((headers) -> headers.setBasicAuth(user, "pw")).exchange();
    }

    record Thing(@NotBlank String name) {
    }

    static class OutOfStockException extends RuntimeException {

        private static final long serialVersionUID = 1L;

    }

    @ResponseStatus(HttpStatus.NOT_FOUND)
    static class NoSuchThingException extends RuntimeException {

        private static final long serialVersionUID = 1L;

    }

    @EnableMethodSecurity
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import({ Things.class, Statuses.class, OwnAdvice.class })
    static class SampleApplication {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http
                .authorizeHttpRequests((requests) -> requests.requestMatchers("/public/**", "/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
                .httpBasic(Customizer.withDefaults())
                .csrf((csrf) -> csrf.disable())
                .build();
        }

        @Bean
        UserDetailsService users() {
            InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
            for (String name : List.of("u1", "u2", "u3", "u5", "u8", "op", "op6", "op7", "viewer")) {
                users.createUser(User.withUsername(name).password("{noop}pw").roles("VIEWER").build());
            }
            users.createUser(User.withUsername("operator").password("{noop}pw").roles("OPERATOR").build());
            return users;
        }

        @Bean
        AuthenticationManager signIn(UserDetailsService users, AuthenticationEventPublisher events) {
            ProviderManager manager = new ProviderManager(new DaoAuthenticationProvider(users));
            manager.setAuthenticationEventPublisher(events);
            return manager;
        }

        /** Stands for a filter that names requests. */
        @Bean
        FilterRegistrationBean<OncePerRequestFilter> requestIds() {
            var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
                        jakarta.servlet.FilterChain chain) throws jakarta.servlet.ServletException, IOException {
                    CountDownLatch dispatched = new CountDownLatch(1);
                    request.setAttribute("dispatched", dispatched);
                    MDC.put("requestId", "r-1");
                    chain.doFilter(request, response);
                    MDC.remove("requestId");
                    dispatched.countDown();
                }
            });
            registration.setOrder(-1000);
            return registration;
        }

    }

    @RestControllerAdvice
    static class OwnAdvice {

        @ExceptionHandler
        @ResponseStatus(HttpStatus.FORBIDDEN)
        String outOfStock(OutOfStockException ex) {
            return "no";
        }

    }

    @RestController
    static class Things {

        private final AuthenticationManager signIn;

        Things(AuthenticationManager signIn) {
            this.signIn = signIn;
        }

        @PostMapping("/api/v1/things")
        @Audited("thing.create")
        ResponseEntity<Thing> create(@Valid @RequestBody Thing thing) {
            return ResponseEntity.created(URI.create("/api/v1/things/1")).body(thing);
        }

        @DeleteMapping("/api/v1/things/{id}")
        @Audited("thing.delete")
        @PreAuthorize("hasRole('OPERATOR')")
        void delete(@PathVariable int id) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }

        @PostMapping("/api/v1/orders/{id}")
        @Audited(value = "order.place", resource = "'order ' + #id + ' of ' + #thing.name")
        String place(@PathVariable int id, @RequestBody Thing thing) {
            return "placed";
        }

        @PostMapping("/api/v1/accounts")
        @Audited(value = "account.open", resource = "#result.body")
        ResponseEntity<String> open(@RequestBody Thing thing) {
            return ResponseEntity.ok("account-" + thing.name());
        }

        @PostMapping("/public/login")
        @Audited("account.login")
        String login(@RequestBody Thing thing) {
            this.signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(thing.name(), "pw"));
            return "token";
        }

    }

    @RestController
    static class Statuses {

        @GetMapping("/status/plain")
        @Audited("status.plain")
        Thing plain() {
            return new Thing("a");
        }

        @GetMapping("/status/response-status")
        @Audited("status.response-status")
        @ResponseStatus(HttpStatus.CREATED)
        Thing created() {
            return new Thing("a");
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
            throw new OutOfStockException();
        }

        @GetMapping("/status/status-exception")
        @Audited("status.status-exception")
        void statusException() {
            throw new ResponseStatusException(HttpStatus.CONFLICT);
        }

        @GetMapping("/status/annotated-exception")
        @Audited("status.annotated-exception")
        void annotatedException() {
            throw new NoSuchThingException();
        }

        @GetMapping("/status/error-page")
        @Audited("status.error-page")
        void errorPage() {
            throw new IllegalStateException("expected");
        }

        @GetMapping("/status/callable")
        @Audited("status.callable")
        Callable<ResponseEntity<Thing>> callable() {
            return () -> ResponseEntity.status(201).body(new Thing("a"));
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
                throw new OutOfStockException();
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
        Flux<Thing> flux() {
            return Flux.just(new Thing("a"), new Thing("b"));
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

}
