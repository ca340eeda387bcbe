/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.reports;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An API whose access tokens Spring Boot's properties describe. */
@SpringBootApplication
public class ReportsApplication {

    public static void main(String[] args) {
        SpringApplication.run(ReportsApplication.class, args);
    }

    @RestController
    static class ReportController {

        /** The authorities that the access token grants. */
        @GetMapping("/authorities")
        List<String> authorities(Authentication caller) {
            return caller.getAuthorities()
                .stream()
                .map(GrantedAuthority::getAuthority)
                .filter((name) -> name.startsWith("ROLE_"))
                .toList();
        }

    }

}
