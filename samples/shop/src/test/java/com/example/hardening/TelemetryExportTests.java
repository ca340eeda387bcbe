/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.example.shop.ShopApplication;

import static org.assertj.core.api.Assertions.assertThat;

/** Without an endpoint nothing is exported. */
class TelemetryExportTests {

    @Test
    void withoutAnEndpointThereIsNoExporter() {
        try (RunningApplication shop = RunningApplication.start(ShopApplication.class)) {
            List<String> exporters = Stream.of(shop.context().getBeanDefinitionNames())
                .map((name) -> shop.context().getType(name))
                .filter((type) -> type != null && type.getSimpleName().matches("Otlp(Meter|Http|Grpc)\\w*"))
                .map(Class::getSimpleName)
                .toList();
            assertThat(exporters).isEmpty();
        }
    }

}
