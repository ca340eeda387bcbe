/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locates a working ffmpeg: the configured one, else one on PATH, else the one delivered
 * on the class path. A configured one that does not work is an error; the search does not
 * continue.
 */
final class FfmpegLocator {

    private static final Logger logger = LoggerFactory.getLogger(FfmpegLocator.class);

    private final FfmpegProperties properties;

    private final String searchPath;

    FfmpegLocator(FfmpegProperties properties, String searchPath) {
        this.properties = properties;
        this.searchPath = searchPath;
    }

    FfmpegInstallation locate() throws InterruptedException {
        Path configured = this.properties.path();
        List<String> failures = new ArrayList<>();
        if (configured != null) {
            return attempt("streamgate.ffmpeg.path", failures, () -> FfmpegInstallation.test(configured, Map.of()))
                .orElseThrow(() -> new IllegalStateException("No usable ffmpeg. " + String.join("; ", failures)));
        }
        for (String entry : this.searchPath.split(File.pathSeparator, -1)) {
            Path folder = Path.of(entry.isEmpty() ? "." : entry);
            if (Files.isExecutable(folder.resolve("ffmpeg"))) {
                var found = attempt("PATH", failures, () -> FfmpegInstallation.test(folder, Map.of()));
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return attempt("the delivered executables", failures,
                () -> new DeliveredFfmpeg(unpackDirectory()).installation())
            .orElseThrow(() -> new IllegalStateException("No usable ffmpeg: install one with libx264 on PATH or set "
                    + "streamgate.ffmpeg.path. " + String.join("; ", failures)));
    }

    private Path unpackDirectory() {
        Path directory = this.properties.directory();
        return (directory != null) ? directory : Path.of(System.getProperty("user.home"), ".cache/streamgate/ffmpeg");
    }

    private static Optional<FfmpegInstallation> attempt(String where, List<String> failures, Attempt attempt)
            throws InterruptedException {
        try {
            FfmpegInstallation installation = attempt.run();
            logger.info("Using {} from {}: {}", installation.ffmpeg(), where, installation.version());
            return Optional.of(installation);
        }
        catch (IOException ex) {
            failures.add(where + ": " + ex.getMessage());
            return Optional.empty();
        }
    }

    /** Tests one location. */
    @FunctionalInterface
    private interface Attempt {

        FfmpegInstallation run() throws IOException, InterruptedException;

    }

}
