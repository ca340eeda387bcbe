/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages say of modules is what the code has. */
class ModulePagesTests {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern CALL_ROW = Pattern.compile("\\| (\\w+) \\| (\\d{4}) \\| [^|]+ \\| ([^|]+) \\|");

    private static final Pattern CLIENT = Pattern.compile("@ImportHttpServices\\(group = \"(\\w+)\"");

    private static final Pattern PORT = Pattern.compile("port: \\$\\{SERVER_PORT:(\\d{4})}");

    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| ((?:`[a-z.]+`(?:, )?)+) \\|");

    private static final String ALL = "every service";

    @Test
    void portsAndCallsOfTheArchitecturePageAreThoseOfTheCode() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        CALL_ROW.matcher(Files.readString(PROJECT.resolve("docs/architecture.md")))
            .results()
            .forEach((row) -> documented.put(row.group(1), row.group(2) + " -> " + row.group(3)));
        Map<String, String> coded = new TreeMap<>();
        for (String service : services()) {
            coded.put(service, port(service) + " -> " + calls(service));
        }
        assertThat(documented).isEqualTo(coded);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void eachReadmeNamesThePackagesOfItsModule(String module) throws IOException {
        Set<String> packages = packages(module);
        String readme = Files.readString(PROJECT.resolve(module).resolve("README.md"));
        assertThat(packages).as("packages that %s/README.md lacks", module)
            .allSatisfy((name) -> assertThat(readme).contains("`" + name + "`"));
        if (readme.contains("| package |")) {
            String table = readme.substring(readme.indexOf("| package |"));
            Set<String> listed = PACKAGE_ROW.matcher(table.substring(0, end(table)))
                .results()
                .map((row) -> row.group(1))
                .flatMap((names) -> Stream.of(names.replace("`", "").split(", ")))
                .collect(Collectors.toCollection(TreeSet::new));
            assertThat(listed).as("packages in the table of %s/README.md", module).isEqualTo(packages);
        }
        assertThat(readme.lines().count()).as("lines of %s/README.md", module).isLessThanOrEqualTo(30);
    }

    static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.find(PROJECT, 2, (file, attributes) -> attributes.isDirectory())) {
            return folders.map((folder) -> PROJECT.relativize(folder).toString())
                .filter((name) -> !name.startsWith("benchmarks"))
                .filter((name) -> Files.isDirectory(PROJECT.resolve(name + "/src/main/java/dev/streamgate")))
                .sorted()
                .toList();
        }
    }

    private static int end(String table) {
        int end = table.indexOf("\n\n");
        return (end < 0) ? table.length() : end;
    }

    private static Set<String> packages(String module) throws IOException {
        try (Stream<Path> roots = Files.list(PROJECT.resolve(module + "/src/main/java/dev/streamgate"))) {
            Path root = roots.findFirst().orElseThrow();
            try (Stream<Path> folders = Files.list(root)) {
                return folders.filter(Files::isDirectory)
                    .map((folder) -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            }
        }
    }

    private static Set<String> services() throws IOException {
        return modules().stream()
            .filter((name) -> name.endsWith("-service"))
            .map((name) -> name.substring(0, name.length() - "-service".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String port(String service) throws IOException {
        return PORT.matcher(settings(service)).results().map((port) -> port.group(1)).findFirst().orElse("no port");
    }

    private static String calls(String service) throws IOException {
        String settings = settings(service);
        Set<String> others = services();
        others.remove(service);
        if (others.stream()
            .allMatch((other) -> settings.contains("serviceclient." + other + ".base-url")
                    || settings.contains(other + ": ${STREAMGATE_" + other.toUpperCase(Locale.ROOT) + "_URL:"))) {
            return ALL;
        }
        try (Stream<Path> sources = Files.walk(PROJECT.resolve(service + "-service/src/main/java"))) {
            Set<String> clients = new TreeSet<>();
            for (Path source : sources.filter((file) -> file.toString().endsWith(".java")).toList()) {
                CLIENT.matcher(Files.readString(source))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(clients::add);
            }
            return clients.isEmpty() ? "–" : String.join(", ", clients);
        }
    }

    private static String settings(String service) throws IOException {
        return Files.readString(PROJECT.resolve(service + "-service/src/main/resources/application.yaml"));
    }

}
