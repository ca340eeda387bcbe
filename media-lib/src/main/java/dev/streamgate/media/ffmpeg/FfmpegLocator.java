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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.media.ffmpeg.FfmpegInstallation.Origin;

/**
 * Locates the ffmpeg that can do most of what the media pipeline needs: the configured
 * one, else the first complete one on PATH or on the class path, else the one that lacks
 * least. A configured one that does not work is an error; the search does not continue.
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
        List<String> failures = new ArrayList<>();
        FfmpegInstallation found = best(failures).orElseThrow(() -> new IllegalStateException(
                "No usable ffmpeg: install one with libx264 on PATH or set streamgate.ffmpeg.path. "
                        + String.join("; ", failures)));
        failures.forEach((failure) -> logger.info("Not used: {}", failure));
        logger.info("Using {} ({}): {}", found.ffmpeg(), found.origin(), found.version());
        if (!found.missing().isEmpty()) {
            logger.warn("This ffmpeg lacks {}: uploads that need a decoder of these fail", found.missing());
        }
        return found;
    }

    private Optional<FfmpegInstallation> best(List<String> failures) throws InterruptedException {
        Path configured = this.properties.path();
        if (configured != null) {
            return attempt("streamgate.ffmpeg.path", failures,
                    () -> FfmpegInstallation.test(Origin.CONFIGURED, configured, Map.of()));
        }
        List<FfmpegInstallation> usable = new ArrayList<>();
        for (String entry : this.searchPath.split(File.pathSeparator, -1)) {
            Path folder = Path.of(entry.isEmpty() ? "." : entry);
            if (Files.isExecutable(folder.resolve("ffmpeg"))) {
                attempt(folder.toString(), failures, () -> FfmpegInstallation.test(Origin.PATH, folder, Map.of()))
                    .ifPresent(usable::add);
                if (!usable.isEmpty() && usable.getLast().missing().isEmpty()) {
                    return Optional.of(usable.getLast());
                }
            }
        }
        attempt("the delivered executables", failures, () -> new DeliveredFfmpeg(unpackDirectory()).installation())
            .ifPresent(usable::add);
        // The first one of those that lack least.
        return usable.stream().min(Comparator.comparingInt((installation) -> installation.missing().size()));
    }

    private Path unpackDirectory() {
        Path directory = this.properties.directory();
        return (directory != null) ? directory : Path.of(System.getProperty("user.home"), ".cache/streamgate/ffmpeg");
    }

    private static Optional<FfmpegInstallation> attempt(String where, List<String> failures, Attempt attempt)
            throws InterruptedException {
        try {
            return Optional.of(attempt.run());
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
