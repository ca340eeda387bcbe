/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.meter.DocumentedMeter;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the first table of {@code docs/metrics.md} with the declared meters. */
class MetricsPageTests {

    @Test
    void thePageListsExactlyTheMetersOfTheLibrary() throws IOException {
        List<String> declared = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.streamgate.hardening")
            .stream()
            .filter((type) -> type.isEnum() && type.isAssignableTo(DocumentedMeter.class))
            .map(JavaClass::reflect)
            .flatMap((type) -> Stream.of(type.getEnumConstants()))
            .map(DocumentedMeter.class::cast)
            .map(MetricsPageTests::row)
            .toList();
        assertThat(declared).isNotEmpty();
        List<String> listed = Files.readAllLines(Path.of("..", "..", "docs", "metrics.md"))
            .stream()
            .dropWhile((line) -> !line.equals("## Of every service"))
            .skip(1)
            .takeWhile((line) -> !line.startsWith("## "))
            .filter((line) -> line.startsWith("| `"))
            .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(declared);
    }

    private static String row(DocumentedMeter meter) {
        String unit = (meter.getBaseUnit() != null) ? meter.getBaseUnit() : "";
        return "| `%s` | %s | %s | %s | %s |".formatted(meter.getName(),
                meter.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '), unit,
                Stream.of(meter.getKeyNames()).map(KeyName::asString).collect(Collectors.joining(", ")),
                meter.description());
    }

}
