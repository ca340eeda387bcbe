/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings files and pages name only properties that exist: Spring ignores an unknown
 * key, so a stale one would go unnoticed.
 */
class ConfigurationKeysTests {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern PLACEHOLDER = Pattern.compile("[{\"](streamgate\\.[a-z0-9.-]+)");

    private static final Pattern DOCUMENTED = Pattern.compile("`(streamgate\\.[a-z0-9.-]+[a-z0-9])(?:=[^`]*)?`");

    /** Keys in lower case without hyphens. */
    private static final Set<String> properties = new TreeSet<>();

    /** Keys that code reads by name, metrics included. */
    private static final Set<String> literals = new TreeSet<>();

    @BeforeAll
    static void readMetadataAndSources() throws IOException {
        for (Path metadata : find("target/classes/META-INF/spring-configuration-metadata.json")) {
            JsonNode content = JsonMapper.shared().readTree(Files.readString(metadata));
            content.path("properties").forEach((one) -> properties.add(uniform(one.path("name").asString())));
        }
        assertThat(properties).contains("streamgate.alert.delivery.maxattempts");
        for (Path source : sources()) {
            PLACEHOLDER.matcher(Files.readString(source))
                .results()
                .forEach((found) -> literals.add(uniform(found.group(1))));
        }
    }

    @Test
    void everyKeyOfASettingsFileIsAProperty() throws IOException {
        Set<String> unknown = new TreeSet<>();
        for (Path file : settings()) {
            for (var source : new YamlPropertySourceLoader().load("file", new FileSystemResource(file))) {
                Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames())
                    .filter((key) -> key.startsWith("streamgate.") && !exists(key))
                    .forEach((key) -> unknown.add(PROJECT.relativize(file) + ": " + key));
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyKeyOnAPageIsAProperty() throws IOException {
        Set<String> unknown = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(PROJECT.resolve("docs"))) {
            for (Path page : pages.filter((path) -> path.toString().endsWith(".md")).toList()) {
                DOCUMENTED.matcher(Files.readString(page))
                    .results()
                    .map((found) -> found.group(1))
                    .filter((key) -> !exists(key) && !isPrefix(key))
                    .forEach((key) -> unknown.add(PROJECT.relativize(page) + ": " + key));
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** A property, an entry of a map, or a key that code or another setting reads. */
    private static boolean exists(String key) {
        String name = uniform(key.replaceAll("\\[\\d+]", ""));
        for (String part = name; part.contains("."); part = part.substring(0, part.lastIndexOf('.'))) {
            if (properties.contains(part) || literals.contains(part) || literals.contains(part + ".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPrefix(String key) {
        String prefix = uniform(key) + ".";
        return Stream.concat(properties.stream(), literals.stream()).anyMatch((name) -> name.startsWith(prefix));
    }

    private static String uniform(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static Set<Path> settings() throws IOException {
        Set<Path> files = new TreeSet<>(find("src/main/resources/application.yaml"));
        files.addAll(find("src/main/resources/streamgate-defaults.yaml"));
        return files;
    }

    private static Set<Path> sources() throws IOException {
        Set<Path> files = settings();
        for (Path folder : find("src/main/java")) {
            try (Stream<Path> sources = Files.walk(folder)) {
                sources.filter((path) -> path.toString().endsWith(".java")).forEach(files::add);
            }
        }
        return files;
    }

    private static Set<Path> find(String path) throws IOException {
        try (Stream<Path> modules = Files.find(PROJECT, 2, (file, attributes) -> attributes.isDirectory())) {
            Set<Path> found = new TreeSet<>();
            modules.map((module) -> module.resolve(path)).filter(Files::exists).forEach(found::add);
            return found;
        }
    }

}
