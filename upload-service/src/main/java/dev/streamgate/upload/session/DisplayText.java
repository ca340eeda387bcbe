/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.Sanitizers;

/**
 * Text of users as it may be shown: nothing that is invisible, turns the direction of
 * writing, or looks like a path. Never used as a key or a path.
 */
final class DisplayText {

    private static final int MAX_NAME_BYTES = 255;

    private static final int MAX_LINE = 500;

    private DisplayText() {
    }

    /** The last part of a file name; {@code null} when nothing is left of it. */
    static @Nullable String fileName(@Nullable String raw) {
        return (raw != null) ? something(Sanitizers.fileName(raw, MAX_NAME_BYTES)) : null;
    }

    /** A line of text; {@code null} when nothing is left of it. */
    static @Nullable String line(@Nullable String raw) {
        return (raw != null) ? something(Sanitizers.line(raw, MAX_LINE)) : null;
    }

    private static @Nullable String something(String clean) {
        return clean.isEmpty() ? null : clean;
    }

}
