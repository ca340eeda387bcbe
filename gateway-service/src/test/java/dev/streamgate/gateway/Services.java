/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The eight services behind the gateway, one set a JVM. */
final class Services implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Map<String, Backend> all = new TreeMap<>();

    static synchronized Backend named(String name) {
        return all.computeIfAbsent(name, (missing) -> {
            try {
                return new Backend();
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        });
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        for (String name : new String[] { "auth", "upload", "metadata", "worker", "transcoder", "streaming", "cache",
                "monitor" }) {
            TestPropertyValues.of("spring.http.serviceclient." + name + ".base-url=" + named(name).url())
                .applyTo(context);
        }
    }

}
