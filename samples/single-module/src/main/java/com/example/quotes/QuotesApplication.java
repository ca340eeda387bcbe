/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.quotes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.ratelimit.RateLimited;

/** A limited handler. */
@SpringBootApplication
public class QuotesApplication {

    public static void main(String[] args) {
        SpringApplication.run(QuotesApplication.class, args);
    }

    @RestController
    static class QuoteController {

        @GetMapping("/quote")
        @RateLimited("quotes")
        String quote() {
            return "Simplicity is prerequisite for reliability.";
        }

    }

}
