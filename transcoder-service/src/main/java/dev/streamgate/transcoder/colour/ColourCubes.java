/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.colour;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.Colour;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.transcoder.source.ScratchDirectory;

/**
 * Tone maps as tables for ffmpeg's filter {@code lut3d}, which every build has, in files
 * of the scratch directory. Thread-safe.
 */
@Component
class ColourCubes {

    /** Points of an axis: the table then takes 2 MB. */
    private static final int SIZE = 49;

    private final Path folder;

    ColourCubes(ScratchDirectory scratch) throws IOException {
        this.folder = Files.createDirectories(scratch.path().resolve("colour"));
    }

    /** The file with the table of a colour, created on first use. */
    Path of(Colour colour) throws IOException {
        Path file = this.folder.resolve(Sha256.hex(colour.toString()).substring(0, 16) + ".cube");
        if (!Files.exists(file)) {
            Path temporary = Files.createTempFile(this.folder, "cube", null);
            write(new ToneMap(colour), temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    /** Red changes fastest. */
    private static void write(ToneMap map, Path file) throws IOException {
        double last = SIZE - 1;
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("LUT_3D_SIZE " + SIZE + "\n");
            for (int blue = 0; blue < SIZE; blue++) {
                for (int green = 0; green < SIZE; green++) {
                    for (int red = 0; red < SIZE; red++) {
                        double[] point = map.convert(red / last, green / last, blue / last);
                        writer.write(String.format(Locale.ROOT, "%.5f %.5f %.5f%n", point[0], point[1], point[2]));
                    }
                }
            }
        }
    }

}
