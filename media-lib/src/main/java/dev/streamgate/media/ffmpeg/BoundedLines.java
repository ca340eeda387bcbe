/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.io.Reader;

import org.jspecify.annotations.Nullable;

/** Reads lines of unbounded length in bounded memory. */
final class BoundedLines {

    private BoundedLines() {
    }

    /** Reads the next line, truncated to {@code width}; {@code null} at the end. */
    static @Nullable String next(Reader text, int width) throws IOException {
        StringBuilder line = new StringBuilder();
        int character = text.read();
        if (character < 0) {
            return null;
        }
        while (character >= 0 && character != '\n' && character != '\r') {
            if (line.length() < width) {
                line.append((char) character);
            }
            character = text.read();
        }
        return line.toString();
    }

}
