/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a service declares with the pages in {@code docs}: {@code problems.md}
 * lists exactly its problem types in the section {@code ## Of <service>},
 * {@code metrics.md} exactly its meters in {@code ## Of single services}. The message of
 * a failure contains the rows to write.
 */
final class Pages {

    private static final String PROBLEM_TYPE = "dev.streamgate.hardening.problem.ProblemType";

    private static final String METER = "dev.streamgate.hardening.meter.DocumentedMeter";

    /** Modules with other pages or sections, which other tests check. */
    private static final Set<String> NO_SERVICES = Set.of("hardening", "launcher", "testing", "contracts", "media");

    private Pages() {
    }

    static void checkProblems(JavaClasses classes) {
        service(classes).ifPresent((service) -> check("problems.md", "## Of " + service, "\\| `",
                classes.stream()
                    .flatMap((type) -> type.getFields().stream())
                    .filter((field) -> field.getRawType().getName().equals(PROBLEM_TYPE))
                    .map((field) -> field.reflect())
                    .filter((field) -> Modifier.isStatic(field.getModifiers()))
                    .map(Pages::problemRow)
                    .toList()));
    }

    static void checkMeters(JavaClasses classes) {
        service(classes)
            .ifPresent((service) -> check("metrics.md", "## Of single services", "\\| `[^`]+` \\| " + service + " \\|",
                    classes.stream()
                        .filter((type) -> type.isEnum() && type.isAssignableTo(METER))
                        .flatMap((type) -> Stream.of(type.reflect().getEnumConstants()))
                        .map((meter) -> meterRow(meter, service))
                        .toList()));
    }

    private static Optional<String> service(JavaClasses classes) {
        return classes.stream()
            .map((type) -> type.getPackageName().split("\\."))
            .filter((names) -> names.length > 2)
            .map((names) -> names[2])
            .findFirst()
            .filter((name) -> !NO_SERVICES.contains(name));
    }

    private static void check(String page, String section, String rowForm, List<String> declared) {
        Pattern form = Pattern.compile(rowForm);
        try {
            Set<String> listed = Files.readAllLines(Path.of("..", "docs", page))
                .stream()
                .dropWhile((line) -> !line.equals(section))
                .skip(1)
                .takeWhile((line) -> !line.startsWith("## "))
                .filter((line) -> form.matcher(line).lookingAt())
                .collect(Collectors.toSet());
            boolean same = listed.size() == declared.size()
                    && declared.stream().allMatch((row) -> listed.stream().anyMatch((line) -> line.startsWith(row)));
            if (!same) {
                throw new AssertionError("docs/%s, section \"%s\", must list exactly:%n%s".formatted(page, section,
                        declared.stream().sorted().collect(Collectors.joining("\n"))));
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String problemRow(Field field) {
        try {
            field.setAccessible(true);
            Object type = field.get(null);
            return "| `%s` | %s | %s |".formatted(read(type, "slug"), read(read(type, "status"), "value"),
                    read(type, "title"));
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String meterRow(Object meter, String service) {
        try {
            List<String> keys = new ArrayList<>();
            for (Object key : (Object[]) Objects.requireNonNull(read(meter, "getKeyNames"))) {
                keys.add(String.valueOf(read(key, "asString")));
            }
            return "| `%s` | %s | %s | %s | %s | %s |".formatted(read(meter, "getName"), service,
                    String.valueOf(read(meter, "getType")).toLowerCase(Locale.ROOT).replace('_', ' '),
                    Objects.requireNonNullElse(read(meter, "getBaseUnit"), ""), String.join(", ", keys),
                    read(meter, "description"));
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static @Nullable Object read(@Nullable Object target, String accessor) throws ReflectiveOperationException {
        Method method = Objects.requireNonNull(target).getClass().getMethod(accessor);
        method.setAccessible(true);
        return method.invoke(target);
    }

}
