/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What part of a file is asked for (RFC 9110, 14.1.2).
 *
 * @param start first byte
 * @param end byte after the last; equal to {@code start} for a range that the file does
 * not have
 */
record ByteRange(long start, long end) {

    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    private static final Pattern SEVERAL = Pattern.compile("bytes=[\\d\\s-]+(,[\\d\\s-]+)+");

    private static final String UNIT = "bytes=";

    static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

    /**
     * Reads a {@code Range} header.
     * @return the range; empty when the whole file is to be sent: no header, several
     * ranges, or another unit than bytes. A range that is not well formed or ends before
     * it begins cannot be satisfied: it is better refused in words than ignored
     */
    static Optional<ByteRange> parse(@Nullable String header, long size) {
        if (header == null || !header.startsWith(UNIT) || SEVERAL.matcher(header).matches()) {
            return Optional.empty();
        }
        Matcher range = SINGLE.matcher(header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.of(UNSATISFIABLE);
        }
        if (range.group(1).isEmpty()) {
            return Optional.of(new ByteRange(size - Math.min(size, Long.parseLong(range.group(2))), size));
        }
        long start = Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
        return Optional.of((start < end) ? new ByteRange(start, end) : UNSATISFIABLE);
    }

    long length() {
        return this.end - this.start;
    }

    boolean isSatisfiable() {
        return this.end > this.start;
    }

}
