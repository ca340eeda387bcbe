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

/** Stubs of the eight services behind the gateway, shared by all tests of a JVM. */
final class StubServices implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Map<String, RawHttpServer> all = new TreeMap<>();

    static synchronized RawHttpServer named(String name) {
        return all.computeIfAbsent(name, (missing) -> {
            try {
                return new RawHttpServer();
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
