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

    static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

    /**
     * Reads a {@code Range} header.
     * @return the range; empty when the whole file is to be sent: no header, several
     * ranges, another unit, or not well formed, all of which a server may ignore
     */
    static Optional<ByteRange> parse(@Nullable String header, long size) {
        Matcher range = SINGLE.matcher((header != null) ? header : "");
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(range.group(2)));
            return Optional.of((last == 0) ? UNSATISFIABLE : new ByteRange(size - last, size));
        }
        long start = Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < start) {
            return Optional.empty();
        }
        return Optional.of((start >= size) ? UNSATISFIABLE : new ByteRange(start, end));
    }

    long length() {
        return this.end - this.start;
    }

    boolean isSatisfiable() {
        return this.end > this.start;
    }

}
