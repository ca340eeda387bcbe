/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.ratelimit.RateLimited;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits by expression and, without an annotation, by URL. */
class LimitReachTests {

    private static RunningApplication running;

    @BeforeAll
    static void start() {
        running = RunningApplication.start(LimitedApplication.class, "streamgate.rate-limit.plans.strict.capacity=3",
                "streamgate.rate-limit.plans.strict.refill=1", "streamgate.rate-limit.plans.strict.period=1h",
                "streamgate.rate-limit.urls[0].pattern=/catalog/**", "streamgate.rate-limit.urls[0].plan=strict");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void theValueOfAnExpressionIsTheKeyOfTheBucket() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(running.client().get("/orders/a").statusCode()).isEqualTo(200);
        }
        assertThat(running.client().get("/orders/a").statusCode()).isEqualTo(429);
        assertThat(running.client().get("/orders/b").statusCode()).isEqualTo(200);
    }

    @Test
    void aPropertyLimitsTheRequestsToAUrl() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(running.client().get("/catalog/" + i).statusCode()).isEqualTo(200);
        }
        assertThat(running.client().get("/catalog/3").statusCode()).isEqualTo(429);
    }

    @Import({ OpenApplication.class, Handlers.class })
    static class LimitedApplication {

    }

    @RestController
    static class Handlers {

        @GetMapping("/orders/{order}")
        @RateLimited(value = "strict", key = "#order")
        String order(@PathVariable String order) {
            return order;
        }

        @GetMapping("/catalog/{product}")
        String product(@PathVariable String product) {
            return product;
        }

    }

}
