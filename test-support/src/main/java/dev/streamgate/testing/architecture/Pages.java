package dev.streamgate.testing.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.jspecify.annotations.Nullable;

/**
 * What a service declares, beside what {@code docs/problems.md} says of it: its section
 * {@code ## Of <service>} lists its problem types, and no others. The message of a
 * failure has the rows to write.
 */
final class Pages {

    private static final String PROBLEM_TYPE = "dev.streamgate.hardening.problem.ProblemType";

    /** They have pages, or sections, and tests of their own. */
    private static final Set<String> NO_SERVICES = Set.of("hardening", "launcher", "testing", "contracts", "media");

    private Pages() {
    }

    static void checkProblems(JavaClasses classes) {
        service(classes).ifPresent((service) -> check("problems.md", service,
                classes.stream()
                    .flatMap((type) -> type.getFields().stream())
                    .filter((field) -> field.getRawType().getName().equals(PROBLEM_TYPE))
                    .map((field) -> field.reflect())
                    .filter((field) -> Modifier.isStatic(field.getModifiers()))
                    .map(Pages::problemRow)
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

    private static void check(String page, String service, List<String> declared) {
        try {
            Set<String> listed = Files.readAllLines(Path.of("..", "docs", page))
                .stream()
                .dropWhile((line) -> !line.equals("## Of " + service))
                .skip(1)
                .takeWhile((line) -> !line.startsWith("## "))
                .filter((line) -> line.startsWith("| `"))
                .collect(Collectors.toSet());
            boolean same = listed.size() == declared.size()
                    && declared.stream().allMatch((row) -> listed.stream().anyMatch((line) -> line.startsWith(row)));
            if (!same) {
                throw new AssertionError("docs/%s, section \"## Of %s\", must list exactly:%n%s".formatted(page,
                        service, declared.stream().sorted().collect(Collectors.joining("\n"))));
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

    private static @Nullable Object ask(@Nullable Object target, String question) throws ReflectiveOperationException {
        Method method = java.util.Objects.requireNonNull(target).getClass().getMethod(question);
        method.setAccessible(true);
        return method.invoke(target);
    }

}
