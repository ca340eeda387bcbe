/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** The service that owns contents. */
@SpringBootApplication
@EnableCaching
@ConfigurationPropertiesScan
public class MetadataApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(MetadataApplication.class, args);
    }

    /** Ticks in microseconds, the precision of PostgreSQL's {@code timestamptz}. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    /** Rejects numbers and booleans where a string is expected. */
    @Bean
    JsonMapperBuilderCustomizer strictStrings() {
        return (json) -> json.withCoercionConfig(LogicalType.Textual,
                (texts) -> Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                    .forEach((shape) -> texts.setCoercion(shape, CoercionAction.Fail)));
    }

}
