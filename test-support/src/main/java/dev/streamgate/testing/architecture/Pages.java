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
 * What a service declares, beside what the pages in {@code docs} say of it:
 * {@code problems.md} lists its problem types in the section {@code ## Of <service>},
 * {@code metrics.md} its meters in {@code ## Of single services}, and no others. The
 * message of a failure has the rows to write.
 */
final class Pages {

    private static final String PROBLEM_TYPE = "dev.streamgate.hardening.problem.ProblemType";

    private static final String METER = "dev.streamgate.hardening.metrics.DocumentedMeter";

    /** They have pages, or sections, and tests of their own. */
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

    private static void check(String page, String section, String form, List<String> declared) {
        Pattern row = Pattern.compile(form);
        try {
            Set<String> listed = Files.readAllLines(Path.of("..", "docs", page))
                .stream()
                .dropWhile((line) -> !line.equals(section))
                .skip(1)
                .takeWhile((line) -> !line.startsWith("## "))
                .filter((line) -> row.matcher(line).lookingAt())
                .collect(Collectors.toSet());
            boolean same = listed.size() == declared.size()
                    && declared.stream().allMatch((said) -> listed.stream().anyMatch((line) -> line.startsWith(said)));
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
            return "| `%s` | %s | %s |".formatted(ask(type, "slug"), ask(ask(type, "status"), "value"),
                    ask(type, "title"));
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String meterRow(Object meter, String service) {
        try {
            List<String> keys = new ArrayList<>();
            for (Object key : (Object[]) Objects.requireNonNull(ask(meter, "getKeyNames"))) {
                keys.add(String.valueOf(ask(key, "asString")));
            }
            return "| `%s` | %s | %s | %s | %s | %s |".formatted(ask(meter, "getName"), service,
                    String.valueOf(ask(meter, "getType")).toLowerCase(Locale.ROOT).replace('_', ' '),
                    Objects.requireNonNullElse(ask(meter, "getBaseUnit"), ""), String.join(", ", keys),
                    ask(meter, "description"));
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static @Nullable Object ask(@Nullable Object target, String question) throws ReflectiveOperationException {
        Method method = Objects.requireNonNull(target).getClass().getMethod(question);
        method.setAccessible(true);
        return method.invoke(target);
    }

}
