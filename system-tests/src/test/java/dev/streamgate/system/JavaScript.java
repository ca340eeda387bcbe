/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The scripts and pages in {@code src/test/js} with their packages, which
 * {@code package-lock.json} pins.
 */
final class JavaScript {

    private static final Path source = Path.of("src", "test", "js").toAbsolutePath();

    private static final Path installed = Path.of("target", "js").toAbsolutePath();

    private static final String LOCK = "package-lock.json";

    private JavaScript() {
    }

    /** Whether Node.js and npm are on the PATH. */
    static boolean isInstalled() {
        return ExternalServer.find("node").isPresent() && ExternalServer.find("npm").isPresent();
    }

    /** Runs a script and returns what it prints. */
    static String run(String script, List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of("node", file(script).toString()));
        command.addAll(arguments);
        return Stack.run(command, environment).strip();
    }

    /** A file, beside which the packages are installed. */
    static synchronized Path file(String name) throws IOException {
        Files.createDirectories(installed);
        Path lock = installed.resolve("node_modules").resolve(LOCK);
        boolean current = Files.exists(lock) && Files.mismatch(lock, source.resolve(LOCK)) < 0;
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, installed.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!current) {
            Stack.run(List.of("npm", "ci", "--prefix", installed.toString(), "--no-audit", "--no-fund"), Map.of());
            Files.copy(source.resolve(LOCK), lock, StandardCopyOption.REPLACE_EXISTING);
        }
        return installed.resolve(name);
    }

}
