/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.caption;

import java.util.Locale;

/**
 * A text that is shown for a time.
 *
 * @param start milliseconds from the start of the video
 * @param end milliseconds from the start of the video, after {@code start}
 * @param settings WebVTT cue settings; empty without
 * @param text WebVTT cue text, without blank lines
 */
public record Cue(long start, long end, String settings, String text) {

    /** Whether it is shown at some time within a range of milliseconds. */
    public boolean overlaps(long from, long to) {
        return this.start < to && this.end > from;
    }

    void writeTo(StringBuilder vtt) {
        vtt.append('\n').append(time(this.start)).append(" --> ").append(time(this.end));
        if (!this.settings.isEmpty()) {
            vtt.append(' ').append(this.settings);
        }
        vtt.append('\n').append(this.text).append('\n');
    }

    private static String time(long millis) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d.%03d", millis / 3_600_000, millis / 60_000 % 60,
                millis / 1000 % 60, millis % 1000);
    }

}
