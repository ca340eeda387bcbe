/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import com.example.reports.ReportsClient;

/** An application that a test started with settings of its own. */
record StartedApplication(ConfigurableApplicationContext context) implements AutoCloseable {

    static StartedApplication start(Class<?> application, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new StartedApplication(SpringApplication.run(application, arguments.toArray(String[]::new)));
    }

    ReportsClient client() {
        return new ReportsClient(this.context.getEnvironment().getRequiredProperty("local.server.port", int.class));
    }

    @Override
    public void close() {
        this.context.close();
    }

}
