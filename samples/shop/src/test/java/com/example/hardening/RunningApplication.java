/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import com.example.shop.ShopClient;

/** An application that a test started with settings of its own. */
record RunningApplication(ConfigurableApplicationContext context) implements AutoCloseable {

    static RunningApplication start(Class<?> application, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new RunningApplication(SpringApplication.run(application, arguments.toArray(String[]::new)));
    }

    ShopClient client() {
        return new ShopClient(this.context.getEnvironment().getRequiredProperty("local.server.port", int.class));
    }

    @Override
    public void close() {
        this.context.close();
    }

}
