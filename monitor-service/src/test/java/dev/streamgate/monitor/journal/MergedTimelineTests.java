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
import dev.streamgate.monitor.journal.MergedTimeline.Position;
import dev.streamgate.monitor.journal.MergedTimeline.Positioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MergedTimelineTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    private static final String LIST = "items";

    private final List<Positioned<String>> items = Stream.of("a", "b", "c", "d", "e")
        .map((id) -> new Positioned<>(new Position(id.equals("e") ? NOON.minusSeconds(1) : NOON, id), id))
        .toList();

    @Test
    void pagesContainEachItemOnceEvenAtEqualTimes() {
        List<String> read = new ArrayList<>();
        Position after = null;
        AggregatedPage<String> page;
        do {
            page = MergedTimeline.page(LIST, this.items, after, 2, List.of());
            read.addAll(page.items());
            after = (page.nextCursor() != null) ? Position.of(page.nextCursor(), LIST) : null;
        }
        while (after != null);
        assertThat(read).containsExactly("d", "c", "b", "a", "e");
    }

    @Test
    void theQueryForTheNextPageIncludesThePositionItself() {
        Position position = Position.of(new Position(NOON, "x y").toCursor(LIST), LIST);
        assertThat(position).isEqualTo(new Position(NOON, "x y"));
        assertThat(position.before()).isEqualTo(NOON.plusNanos(1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "invalid!", "bm90IG91cnM", "YSBi", "////" })
    void anInvalidCursorIsAProblem(String cursor) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Position.of(cursor, LIST));
    }

}
