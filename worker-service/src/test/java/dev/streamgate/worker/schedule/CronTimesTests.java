/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CronTimesTests {

    @Test
    void aFixedTimeInAGapFiresAtTheEndOfTheGap() {
        assertThat(from("30 2 * * *", "2026-03-28T12:00:00Z", 3)).containsExactly("2026-03-29T01:00:00Z",
                "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    }

    @Test
    void aFixedTimeInAnOverlapFiresOnce() {
        assertThat(from("30 2 * * *", "2026-10-24T12:00:00Z", 2)).containsExactly("2026-10-25T00:30:00Z",
                "2026-10-26T01:30:00Z");
    }

    @Test
    void anHourlyExpressionRunsByElapsedTime() {
        assertThat(from("10 * * * *", "2026-03-29T00:00:00Z", 3)).containsExactly("2026-03-29T00:10:00Z",
                "2026-03-29T01:10:00Z", "2026-03-29T02:10:00Z");
        assertThat(from("10 * * * *", "2026-10-24T23:30:00Z", 3)).containsExactly("2026-10-25T00:10:00Z",
                "2026-10-25T01:10:00Z", "2026-10-25T02:10:00Z");
    }

    @Test
    void severalFixedTimesInAGapFireOnce() {
        assertThat(from("0,30 2 * * *", "2026-03-28T12:00:00Z", 2)).containsExactly("2026-03-29T01:00:00Z",
                "2026-03-30T00:00:00Z");
    }

    @Test
    void anExpressionThatNeverMatchesIsEmpty() {
        assertThat(from("0 0 31 2 *", "2026-01-01T00:00:00Z", 1)).isEmpty();
    }

    @Test
    void aFixedTimeIsNotRepeatedAfterASecondPassThroughAnOverlap() {
        assertThat(from("30 2 * * *", "2026-10-25T01:10:00Z", 1)).containsExactly("2026-10-26T01:30:00Z");
    }

    @Test
    void everyTenMinutesRunsByElapsedTimeThroughAnOverlap() {
        assertThat(from("*/10 * * * *", "2026-10-25T00:45:00Z", 3)).containsExactly("2026-10-25T00:50:00Z",
                "2026-10-25T01:00:00Z", "2026-10-25T01:10:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 12 * * MON-FRI  | 2026-06-01T10:00:00Z
            0 12 * * 1-5      | 2026-06-01T10:00:00Z
            0 12 * * 7        | 2026-06-07T10:00:00Z
            0 12 * * 0        | 2026-06-07T10:00:00Z
            0 12 * JUL *      | 2026-07-01T10:00:00Z
            5,35 12 1 6 *     | 2026-06-01T10:05:00Z
            10-20/5 12 * * *  | 2026-06-01T10:10:00Z
            0 12 L * *        | 2026-06-30T10:00:00Z
            0 12 ? * MON#2    | 2026-06-08T10:00:00Z
            0 12 13 * FRI     | 2026-11-13T11:00:00Z""")
    void theSyntaxIsThatOfSpring(String cron, String next) {
        assertThat(from(cron, "2026-06-01T00:00:00Z", 1)).containsExactly(next);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "* * * *", "0 0 * * * *", "@daily", "60 * * * *", "* 24 * * *", "* * 0 * *",
            "* * * 13 *", "* * * * 8", "*/0 * * * *", "a * * * *", "1- * * * *" })
    void anInvalidExpressionIsAProblem(String cron) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> CronTimes.parse(cron, "UTC"))
            .withMessageContaining("five fields");
    }

    private static List<String> from(String cron, String start, int count) {
        CronTimes times = CronTimes.parse(cron, "Europe/Berlin");
        List<String> fired = new ArrayList<>();
        Optional<Instant> next = times.after(Instant.parse(start));
        while (next.isPresent() && fired.size() < count) {
            fired.add(next.get().toString());
            next = times.after(next.get());
        }
        return fired;
    }

}
