/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules for the whole tree, beside those that each module's {@link HouseRules} check. */
class WholeTreeTests {

    private static final Path root = Path.of("").toAbsolutePath().getParent();

    @Test
    void pagesScriptsAndSettingsUseTheTermsOfTheField() throws IOException {
        assertThat(BannedWords.load().check(root, entries(root).filter((path) -> !hasHouseRules(path))))
            .as("banned words")
            .isEmpty();
    }

    @Test
    void aSimpleNameIsOneClass() throws IOException {
        Map<String, List<Path>> byName;
        try (Stream<Path> modules = Files.find(root, 2, (file, attributes) -> attributes.isDirectory())) {
            byName = modules.flatMap((module) -> Stream.of("src/main/java", "src/test/java").map(module::resolve))
                .filter(Files::isDirectory)
                .flatMap(WholeTreeTests::sources)
                .collect(Collectors.groupingBy((file) -> file.getFileName().toString().replace(".java", ""),
                        TreeMap::new, Collectors.toList()));
        }
        // Each module has its own.
        byName.keySet().removeAll(Set.of("HouseRulesTests", "package-info"));
        byName.values().removeIf((files) -> files.size() < 2);
        assertThat(byName).as("classes with the same simple name").isEmpty();
    }

    /** The entries of the tree, and those of docs one by one. */
    private static Stream<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter((path) -> !path.endsWith(".git") && !path.endsWith("target"))
                .sorted()
                .toList()
                .stream();
        }
    }

    private static boolean hasHouseRules(Path module) {
        try (Stream<Path> files = Files.isDirectory(module.resolve("src/test/java")) ? Files
            .find(module.resolve("src/test/java"), 10, (file, attributes) -> file.endsWith("HouseRulesTests.java"))
                : Stream.empty()) {
            return files.findAny().isPresent();
        }
        catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

    private static Stream<Path> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter((file) -> file.toString().endsWith(".java"))
                .filter((file) -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .toList()
                .stream();
        }
        catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

}
