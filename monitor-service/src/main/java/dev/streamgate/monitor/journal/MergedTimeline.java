/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.journal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.AggregatedPage;
import dev.streamgate.contracts.monitor.FailedInstance;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.page.KeysetCursor;

/**
 * Merges lists of several instances into pages of one list, latest first. Items are
 * sorted by time and, at equal times, by id.
 */
final class MergedTimeline {

    /**
     * Number of items requested of each instance beyond the page size, since as many may
     * have the time of the previous page's last item.
     */
    static final int TIE_MARGIN = 50;

    private MergedTimeline() {
    }

    /**
     * Merges items into one page.
     * @param list name of the list for its cursors
     * @param after position of the last item of the previous page; null for the first
     * page
     */
    static <T> AggregatedPage<T> page(String list, List<Positioned<T>> items, @Nullable Position after, int limit,
            List<FailedInstance> failures) {
        List<Positioned<T>> rest = items.stream()
            .filter((item) -> after == null || item.position().compareTo(after) > 0)
            .sorted(Comparator.comparing(Positioned::position))
            .toList();
        boolean more = rest.size() > limit;
        List<Positioned<T>> page = more ? rest.subList(0, limit) : rest;
        return new AggregatedPage<>(page.stream().map(Positioned::item).toList(),
                more ? page.getLast().position().toCursor(list) : null, failures);
    }

    /**
     * An item with its position.
     *
     * @param <T> type of the item
     * @param position the position
     * @param item the item
     */
    record Positioned<T>(Position position, T item) {
    }

    /**
     * A position in the list; the latest is the first.
     *
     * @param time time of the item
     * @param id id of the item
     */
    record Position(Instant time, String id) implements Comparable<Position> {

        @Override
        public int compareTo(Position other) {
            int byTime = other.time.compareTo(this.time);
            return (byTime != 0) ? byTime : other.id.compareTo(this.id);
        }

        /** Exclusive end of the time range that contains all items of this time. */
        Instant before() {
            return this.time.plusNanos(1);
        }

        String toCursor(String list) {
            return KeysetCursor.encode(list, this.time, this.id);
        }

        /**
         * Decodes a cursor.
         * @return the position; null for the first page
         * @throws ProblemException 400 if the cursor is invalid
         */
        static @Nullable Position of(@Nullable String cursor, String list) {
            KeysetCursor decoded = KeysetCursor.decode(cursor, list, 2);
            return (decoded != null) ? new Position(decoded.instant(0), decoded.text(1)) : null;
        }

    }

}
