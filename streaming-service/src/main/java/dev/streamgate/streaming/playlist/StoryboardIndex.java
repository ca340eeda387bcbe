/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.Locale;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;

/** The WebVTT index of a storyboard: maps time ranges to tiles of the sprite sheets. */
public final class StoryboardIndex {

    private StoryboardIndex() {
    }

    /**
     * Creates the index.
     * @param query the query of each URL, with the question mark, or empty
     */
    public static String of(Presentation presentation, Storyboard board, String query) {
        StringBuilder vtt = new StringBuilder("WEBVTT\n");
        int page = board.columns() * board.rows();
        for (int tile = 0; tile < board.count(); tile++) {
            double from = tile * board.interval();
            double to = Math.min(presentation.duration(), from + board.interval());
            int x = (tile % board.columns()) * board.tileWidth();
            int y = (tile % page / board.columns()) * board.tileHeight();
            vtt.append(String.format(Locale.ROOT, "%n%s --> %s%nstoryboard-%d.jpg%s#xywh=%d,%d,%d,%d%n", time(from),
                    time(to), tile / page, query, x, y, board.tileWidth(), board.tileHeight()));
        }
        return vtt.toString();
    }

    private static String time(double seconds) {
        long millis = Math.round(seconds * 1000);
        return String.format(Locale.ROOT, "%02d:%02d:%02d.%03d", millis / 3_600_000, millis / 60_000 % 60,
                millis / 1000 % 60, millis % 1000);
    }

}
