/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.Sanitizers;

/**
 * User input for display: without invisible characters, bidirectional overrides or
 * directories. Never used as a key or a path.
 */
final class DisplayText {

    private static final int MAX_FILE_NAME_BYTES = 255;

    private static final int MAX_LINE_LENGTH = 500;

    private DisplayText() {
    }

    /** The last segment of a file name; {@code null} if nothing remains. */
    static @Nullable String fileName(@Nullable String input) {
        return (input != null) ? emptyToNull(Sanitizers.fileName(input, MAX_FILE_NAME_BYTES)) : null;
    }

    /** A single line of text; {@code null} if nothing remains. */
    static @Nullable String line(@Nullable String input) {
        return (input != null) ? emptyToNull(Sanitizers.line(input, MAX_LINE_LENGTH)) : null;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

}
