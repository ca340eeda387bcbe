/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Measures controller methods without code in the controllers. Caches the meters of each
 * method. Thread-safe.
 */
class OperationMetricsInterceptor implements HandlerInterceptor {

    private static final String STARTED_AT = OperationMetricsInterceptor.class.getName() + ".startedAt";

    private final MeterRegistry registry;

    private final Duration[] buckets;

    private final Map<Method, Meters> meters = new ConcurrentHashMap<>();

    OperationMetricsInterceptor(MeterRegistry registry, MetricsProperties properties) {
        this.registry = registry;
        this.buckets = properties.latencyBuckets().toArray(Duration[]::new);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // An asynchronous handler is dispatched a second time, with its result.
        if (handler instanceof HandlerMethod && request.getAttribute(STARTED_AT) == null) {
            request.setAttribute(STARTED_AT, System.nanoTime());
        }
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception failure) {
        if (handler instanceof HandlerMethod method && request.getAttribute(STARTED_AT) instanceof Long startedAt) {
            int status = (failure != null) ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus();
            meters(method).record(Outcome.of(status), System.nanoTime() - startedAt, request.getContentLengthLong());
        }
    }

    private Meters meters(HandlerMethod method) {
        Meters cached = this.meters.get(method.getMethod());
        return (cached != null) ? cached : this.meters.computeIfAbsent(method.getMethod(), (key) -> register(method));
    }

    private Meters register(HandlerMethod method) {
        String handler = ClassUtils.getUserClass(method.getBeanType()).getSimpleName().replaceFirst("Controller$", "");
        boolean isLong = method.hasMethodAnnotation(LongRunning.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), LongRunning.class);
        return new Meters(handler, method.getMethod().getName(), isLong ? "long" : "short");
    }

    /**
     * The meters of one method; the series of an outcome exists from its first
     * occurrence.
     */
    private final class Meters {

        private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();

        private final String handler;

        private final String operation;

        private final String duration;

        private final DistributionSummary bodySize;

        Meters(String handler, String operation, String duration) {
            this.handler = handler;
            this.operation = operation;
            this.duration = duration;
            this.bodySize = OperationMeter.BODY_SIZE.summary(handler, operation)
                .register(OperationMetricsInterceptor.this.registry);
        }

        void record(Outcome outcome, long nanos, long bytes) {
            Timer timer = this.timers.get(outcome);
            if (timer == null) {
                timer = this.timers.computeIfAbsent(outcome, this::timer);
            }
            timer.record(nanos, TimeUnit.NANOSECONDS);
            if (bytes > 0) {
                this.bodySize.record((double) bytes);
            }
        }

        private Timer timer(Outcome outcome) {
            return OperationMeter.OPERATIONS.timer(this.handler, this.operation, this.duration, outcome.tag())
                .serviceLevelObjectives(OperationMetricsInterceptor.this.buckets)
                .register(OperationMetricsInterceptor.this.registry);
        }

    }

}
