/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemCatalogueTests {

    @Test
    void thePageListsExactlyTheProblemTypesOfTheLibrary() throws IOException {
        List<String> declared = Stream.of(ProblemType.class.getFields())
            .filter((field) -> Modifier.isStatic(field.getModifiers()) && field.getType() == ProblemType.class)
            .map((field) -> {
                try {
                    return (ProblemType) field.get(null);
                }
                catch (IllegalAccessException ex) {
                    throw new IllegalStateException(ex);
                }
            })
            .map((type) -> "| `%s` | %d | %s |".formatted(type.slug(), type.status().value(), type.title()))
            .toList();
        String page = Files.readString(Path.of("..", "..", "docs", "problems.md"));
        String section = page.substring(page.indexOf("## Of every service"));
        int end = section.indexOf("\n## ", 1);
        List<String> listed = ((end > 0) ? section.substring(0, end) : section).lines()
            .filter((line) -> line.startsWith("| `"))
            .map((line) -> line.substring(0, nthBar(line, 4) + 1))
            .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(declared).doesNotHaveDuplicates();
    }

    @Test
    void statusesChosenByTheServerHaveAGeneralType() {
        assertThat(ProblemType.general(HttpStatus.REQUEST_TIMEOUT)).isEqualTo(ProblemType.REQUEST_TIMEOUT);
        assertThat(ProblemType.general(HttpStatus.CONTENT_TOO_LARGE)).isEqualTo(ProblemType.BODY_TOO_LARGE);
        assertThat(ProblemType.general(HttpStatus.LOCKED)).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(ProblemType.general(HttpStatus.INSUFFICIENT_STORAGE)).isEqualTo(ProblemType.INTERNAL_ERROR);
    }

    private static int nthBar(String line, int n) {
        int at = -1;
        for (int i = 0; i < n; i++) {
            at = line.indexOf('|', at + 1);
        }
        return at;
    }

}
