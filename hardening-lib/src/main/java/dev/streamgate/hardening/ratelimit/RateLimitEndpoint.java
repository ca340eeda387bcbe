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

import dev.streamgate.hardening.alert.InfoEvent;

/**
 * Shows and changes the plans of this process: {@code GET /actuator/ratelimits},
 * {@code POST /actuator/ratelimits/upload} with any of {@code capacity}, {@code refill},
 * {@code every}, {@code shadow}. A change lasts until the process ends; of buckets that
 * replicas share it holds for all of them, until the plan's properties are changed.
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

    /** Changes what is given of one plan; what clients owe they go on owing. */
    @WriteOperation
    public RateLimitPlan change(@Selector String plan, @Nullable Long capacity, @Nullable Long refill,
            @Nullable Duration every, @Nullable Boolean shadow) {
        RateLimitPlan present = this.limiter.plans().get(plan);
        if (present == null) {
            throw new InvalidEndpointRequestException("There is no plan '" + plan + "'", "There is no such plan");
        }
        RateLimitPlan changed = new RateLimitPlan((capacity != null) ? capacity : present.capacity(),
                (refill != null) ? refill : present.refill(), (every != null) ? every : present.every(),
                (shadow != null) ? shadow : present.shadow(), present.fallbackPolicy());
        try {
            this.limiter.change(plan, changed);
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidEndpointRequestException("Not a plan: " + changed, "The plan is out of range");
        }
        this.events.publishEvent(new InfoEvent(InfoEvent.Kind.CONFIGURATION_CHANGED,
                "Rate limit plan " + plan + " changed to " + changed, Map.of("plan", plan)));
        return changed;
    }

}
