/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import com.example.shop.ShopClient;
import dev.streamgate.hardening.ratelimit.RateLimited;

import static org.assertj.core.api.Assertions.assertThat;

/** The address that a trusted proxy appended identifies the client. */
class ForwardedAddressTests {

    @ParameterizedTest
    @ValueSource(strings = { "none", "native", "framework" })
    void anInventedForwardedAddressDoesNotEvadeALimit(String strategy) throws Exception {
        try (RunningApplication running = RunningApplication.start(LimitedApplication.class,
                "server.forward-headers-strategy=" + strategy, "streamgate.network.trusted-proxies=127.0.0.0/8",
                "streamgate.rate-limit.plans.strict.capacity=3", "streamgate.rate-limit.plans.strict.refill=1",
                "streamgate.rate-limit.plans.strict.period=1h")) {
            ShopClient client = running.client();
            for (int i = 1; i <= 4; i++) {
                assertThat(client.with("X-Forwarded-For", "198.51.100." + i + ", 203.0.113.9")
                    .get("/limited")
                    .statusCode()).isEqualTo((i <= 3) ? 200 : 429);
            }
            assertThat(client.with("X-Forwarded-For", "198.51.100.1, 203.0.113.8").get("/limited").statusCode())
                .isEqualTo(200);
        }
    }

    @Import({ OpenApplication.class, Limited.class })
    static class LimitedApplication {

    }

    @RestController
    static class Limited {

        @GetMapping("/limited")
        @RateLimited("strict")
        String handle() {
            return "done";
        }

    }

}
