/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.contracts.monitor.AggregatedPage;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.monitor.journal.MergedTimeline.Place;
import dev.streamgate.monitor.journal.MergedTimeline.Placed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MergedTimelineTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    private final List<Placed<String>> items = Stream.of("a", "b", "c", "d", "e")
        .map((id) -> new Placed<>(new Place(id.equals("e") ? NOON.minusSeconds(1) : NOON, id), id))
        .toList();

    @Test
    void pagesHoldEachItemOnceEvenWhenAllAreOfOneTime() {
        List<String> read = new ArrayList<>();
        Place after = null;
        AggregatedPage<String> page;
        do {
            page = MergedTimeline.page(this.items, after, 2, List.of());
            read.addAll(page.items());
            after = (page.nextCursor() != null) ? Place.of(page.nextCursor()) : null;
        }
        while (after != null);
        assertThat(read).containsExactly("d", "c", "b", "a", "e");
    }

    @Test
    void theQuestionForTheNextPageIncludesThePlaceItself() {
        Place place = Place.of(new Place(NOON, "x y").toCursor());
        assertThat(place).isEqualTo(new Place(NOON, "x y"));
        assertThat(place.before()).isEqualTo(NOON.plusNanos(1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "not ours!", "bm90IG91cnM", "YSBi", "////" })
    void aCursorFromElsewhereIsAProblem(String cursor) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Place.of(cursor));
    }

}
