/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.AggregatedPage;
import dev.streamgate.contracts.monitor.FailedInstance;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Lists of several instances as one list, the newest first, in pages. An item's place is
 * its time and, among items of one time, its id.
 */
final class MergedTimeline {

    /**
     * How many items more than fit a page each instance is asked for: as many may have
     * the very time at which the page before ended.
     */
    static final int SAME_TIME = 50;

    private static final int MAX_CURSOR = 256;

    private MergedTimeline() {
    }

    /** Merges what the instances gave into the page that begins after a place. */
    static <T> AggregatedPage<T> page(List<Placed<T>> items, @Nullable Place after, int limit,
            List<FailedInstance> unanswered) {
        List<Placed<T>> rest = items.stream()
            .filter((item) -> after == null || item.place().compareTo(after) > 0)
            .sorted(Comparator.comparing(Placed::place))
            .toList();
        boolean more = rest.size() > limit;
        List<Placed<T>> page = more ? rest.subList(0, limit) : rest;
        return new AggregatedPage<>(page.stream().map(Placed::item).toList(),
                more ? page.getLast().place().toCursor() : null, unanswered);
    }

    /**
     * An item and its place.
     *
     * @param <T> the item's type
     * @param place where it stands
     * @param item the item
     */
    record Placed<T>(Place place, T item) {
    }

    /**
     * A place in the list; the newest comes first.
     *
     * @param time the item's time
     * @param id the item's id
     */
    record Place(Instant time, String id) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byTime = other.time.compareTo(this.time);
            return (byTime != 0) ? byTime : other.id.compareTo(this.id);
        }

        /** What an instance is asked for: all items of this time are among those. */
        Instant before() {
            return this.time.plusNanos(1);
        }

        String toCursor() {
            return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((this.time + " " + this.id).getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Reads a cursor.
         * @throws ProblemException 400 when it is none
         */
        static Place of(String cursor) {
            try {
                if (cursor.length() <= MAX_CURSOR) {
                    String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                    int space = text.indexOf(' ');
                    if (space > 0) {
                        return new Place(Instant.parse(text.substring(0, space)), text.substring(space + 1));
                    }
                }
            }
            catch (IllegalArgumentException | DateTimeException ex) {
                throw invalid(ex);
            }
            throw invalid(null);
        }

        private static ProblemException invalid(@Nullable Exception cause) {
            return new ProblemException(ProblemType.INVALID_PAGE, "Use the nextCursor of this list.", cause);
        }

    }

}
