/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.ApplicationEventPublisher;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * Reads and replaces plans at run time: {@code GET /actuator/ratelimits},
 * {@code POST /actuator/ratelimits/upload} with any of {@code capacity}, {@code refill},
 * {@code period}, {@code shadow}. With local buckets a replacement lasts until the
 * process ends; with distributed ones it applies to all replicas, until the plan's
 * properties are changed.
 */
@Endpoint(id = "ratelimits")
public class RateLimitEndpoint {

    private final RateLimiter limiter;

    private final ApplicationEventPublisher events;

    RateLimitEndpoint(RateLimiter limiter, ApplicationEventPublisher events) {
        this.limiter = limiter;
        this.events = events;
    }

    /** The plans in force. */
    @ReadOperation
    public Map<String, RateLimitPlan> plans() {
        return this.limiter.plans();
    }

    /** Replaces the given parts of a plan. Consumed tokens stay consumed. */
    @WriteOperation
    public RateLimitPlan replace(@Selector String plan, @Nullable Long capacity, @Nullable Long refill,
            @Nullable Duration period, @Nullable Boolean shadow) {
        RateLimitPlan current = this.limiter.plans().get(plan);
        if (current == null) {
            throw new InvalidEndpointRequestException("Unknown plan '" + plan + "'", "Unknown plan");
        }
        RateLimitPlan replacement = new RateLimitPlan((capacity != null) ? capacity : current.capacity(),
                (refill != null) ? refill : current.refill(), (period != null) ? period : current.period(),
                (shadow != null) ? shadow : current.shadow(), current.fallbackPolicy());
        try {
            this.limiter.replacePlan(plan, replacement);
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidEndpointRequestException("Out of range: " + replacement, "The plan is out of range");
        }
        this.events.publishEvent(new InfoEvent(InfoEvent.Kind.CONFIGURATION_CHANGED,
                "Rate limit plan " + plan + " replaced by " + replacement, Map.of("plan", plan)));
        return replacement;
    }

}
