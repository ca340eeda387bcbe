/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** Reads the files of an audit journal. */
record JournalLines(Path directory) {

    /** Waits for the event of the type and returns its line. */
    String await(String type) {
        return Awaitility.await("an event of the type " + type)
            .atMost(Duration.ofSeconds(10))
            // A file may be renamed while the directory is read.
            .ignoreException(UncheckedIOException.class)
            .until(() -> find(type), (lines) -> !lines.isEmpty())
            .get(0);
    }

    List<String> find(String type) {
        try (Stream<Path> files = Files.walk(this.directory)) {
            return files.filter((file) -> file.toString().endsWith(".log"))
                .flatMap(JournalLines::lines)
                .filter((line) -> line.contains("\"type\":\"" + type + "\""))
                .toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
