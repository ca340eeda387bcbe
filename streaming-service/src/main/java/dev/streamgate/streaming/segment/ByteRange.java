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
 * A byte range of a file (RFC 9110, section 14.1.2).
 *
 * @param start the first byte, inclusive
 * @param end the end, exclusive; equal to {@code start} if the range is not satisfiable
 */
record ByteRange(long start, long end) {

    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    private static final Pattern MULTIPLE = Pattern.compile("bytes=[\\d\\s-]+(,[\\d\\s-]+)+");

    private static final String UNIT = "bytes=";

    static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

    /**
     * Parses a {@code Range} header.
     * @return the range; empty if the whole file is to be sent: without a header, with
     * multiple ranges or with another unit than bytes. A malformed range is unsatisfiable
     * rather than ignored, so that the client learns of its error
     */
    static Optional<ByteRange> parse(@Nullable String header, long size) {
        if (header == null || !header.startsWith(UNIT) || MULTIPLE.matcher(header).matches()) {
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
