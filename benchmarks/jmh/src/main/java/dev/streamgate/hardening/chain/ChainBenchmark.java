/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.streamgate.hardening.audit.AuditJournal;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.ratelimit.RateLimited;

/**
 * The library's filters (request ids, metrics, body limit, idempotency) and interceptors
 * (operation metrics, rate limits) for one request of one of 100 000 users, as configured
 * in an application. The handler does nothing; request and response are stubs without
 * allocations.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ChainBenchmark {

    private static final int USERS = 100_000;

    private final SecurityContext[] users = new SecurityContext[USERS];

    private final Clock clock = Clock.systemUTC();

    private int loaded;

    private @Nullable ConfigurableApplicationContext application;

    private FilterChain chain = (request, response) -> {
    };

    private FilterChain audited = this.chain;

    @Setup
    public void setUp() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < USERS; i++) {
            String name = new UUID(random.nextLong(), random.nextLong()).toString().replace("-", "");
            this.users[i] = new SecurityContextImpl(
                    UsernamePasswordAuthenticationToken.authenticated(name, "", List.of()));
        }
        this.application = SpringApplication.run(Application.class, "--server.port=0", "--logging.level.root=warn",
                "--spring.main.banner-mode=off", "--management.otlp.metrics.export.enabled=false",
                "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "--streamgate.audit.directory=" + Files.createTempDirectory("chain"));
        AuditJournal journal = this.application.getBean(AuditJournal.class);
        this.chain = around((request, response) -> {
        });
        this.audited = around((request,
                response) -> journal.recordBestEffort(AuditRecord.of(this.clock.instant(), "thing.read",
                        SecurityContextHolder.getContext().getAuthentication().getName(), "/api/v1/things",
                        AuditRecord.SUCCESS, Map.of())));
    }

    /** Prints how many events were dropped: those cost neither a hash nor a write. */
    @TearDown
    public void tearDown() {
        ConfigurableApplicationContext context = Objects.requireNonNull(this.application);
        MeterRegistry meters = context.getBean(MeterRegistry.class);
        System.out.printf("# audit events: %.0f written, %.0f dropped%n",
                meters.get("streamgate.audit.events").functionCounter().count(),
                meters.get("streamgate.audit.dropped").functionCounter().count());
        context.close();
    }

    @Benchmark
    public void chain() throws IOException, ServletException {
        run(this.chain);
    }

    @Benchmark
    public void chainAndAuditEvent() throws IOException, ServletException {
        run(this.audited);
    }

    /**
     * The cost of the benchmark itself and of loading the user's name from memory, which
     * the other ones include.
     */
    @Benchmark
    public void baseline() throws IOException, ServletException {
        run((request, response) -> {
            String name = SecurityContextHolder.getContext().getAuthentication().getName();
            int union = 0;
            for (int i = 0; i < name.length(); i++) {
                union |= name.charAt(i);
            }
            this.loaded = union >>> 7;
        });
    }

    private void run(FilterChain work) throws IOException, ServletException {
        // The next user is not loaded before this one's characters are.
        SecurityContextHolder.setContext(this.users[ThreadLocalRandom.current().nextInt(USERS - 1) + this.loaded]);
        Exchange exchange = Exchange.ofThread();
        work.doFilter(exchange.request(), exchange.response());
        exchange.clear();
        SecurityContextHolder.clearContext();
    }

    private FilterChain around(FilterChain work) throws Exception {
        ConfigurableApplicationContext context = Objects.requireNonNull(this.application);
        RequestMappingHandlerMapping mapping = context.getBean("requestMappingHandlerMapping",
                RequestMappingHandlerMapping.class);
        Exchange exchange = Exchange.ofThread();
        HandlerExecutionChain execution = Objects.requireNonNull(mapping.getHandler(exchange.mappedRequest()));
        exchange.clear();
        HandlerMethod handler = (HandlerMethod) execution.getHandler();
        List<HandlerInterceptor> interceptors = execution.getInterceptorList()
            .stream()
            .filter((candidate) -> candidate.getClass().getName().startsWith("dev.streamgate"))
            .toList();
        HandlerInterceptor[] all = interceptors.toArray(HandlerInterceptor[]::new);
        FilterChain next = (request, response) -> handle(all, handler, work, (HttpServletRequest) request,
                (HttpServletResponse) response);
        List<Filter> filters = context.getBeansOfType(FilterRegistrationBean.class)
            .values()
            .stream()
            .map((registration) -> (FilterRegistrationBean<?>) registration)
            .filter(FilterRegistrationBean::isEnabled)
            .sorted(Comparator.<FilterRegistrationBean<?>>comparingInt(FilterRegistrationBean::getOrder).reversed())
            .map((registration) -> (Filter) registration.getFilter())
            .filter((filter) -> filter.getClass().getName().startsWith("dev.streamgate"))
            .toList();
        System.out.println("# "
                + filters.reversed().stream().map((candidate) -> candidate.getClass().getSimpleName()).toList() + " "
                + interceptors.stream().map((candidate) -> candidate.getClass().getSimpleName()).toList());
        for (Filter filter : filters) {
            next = new Link(filter, next);
        }
        return next;
    }

    private static void handle(HandlerInterceptor[] interceptors, HandlerMethod handler, FilterChain work,
            HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try {
            for (HandlerInterceptor interceptor : interceptors) {
                if (!interceptor.preHandle(request, response, handler)) {
                    throw new IllegalStateException("The request was rejected");
                }
            }
            work.doFilter(request, response);
            for (int i = interceptors.length - 1; i >= 0; i--) {
                interceptors[i].afterCompletion(request, response, handler, null);
            }
        }
        catch (IOException | ServletException | RuntimeException ex) {
            throw ex;
        }
        catch (Exception ex) {
            throw new ServletException(ex);
        }
    }

    private record Link(Filter filter, FilterChain next) implements FilterChain {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
            this.filter.doFilter(request, response, this.next);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Things.class)
    static class Application {

    }

    @RestController
    static class Things {

        @GetMapping("/api/v1/things")
        @RateLimited("default")
        String things() {
            return "";
        }

    }

}
