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

import static org.assertj.core.api.Assertions.assertThat;

class CronTimesTests {

    @Test
    void aDailyTimeThatClocksSkipFiresWhenTheGapEnds() {
        assertThat(from("30 2 * * *", "2026-03-28T12:00:00Z", 3)).containsExactly("2026-03-29T01:00:00Z",
                "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    }

    @Test
    void aDailyTimeThatClocksShowTwiceFiresOnce() {
        assertThat(from("30 2 * * *", "2026-10-24T12:00:00Z", 2)).containsExactly("2026-10-25T00:30:00Z",
                "2026-10-26T01:30:00Z");
    }

    @Test
    void everyHourGoesOnByRealTimeInBothDirections() {
        assertThat(from("10 * * * *", "2026-03-29T00:00:00Z", 3)).containsExactly("2026-03-29T00:10:00Z",
                "2026-03-29T01:10:00Z", "2026-03-29T02:10:00Z");
        assertThat(from("10 * * * *", "2026-10-24T23:30:00Z", 3)).containsExactly("2026-10-25T00:10:00Z",
                "2026-10-25T01:10:00Z", "2026-10-25T02:10:00Z");
    }

    @Test
    void twoHoursOfOneDayAreNotCaughtUpTwice() {
        assertThat(from("0,30 2 * * *", "2026-03-28T12:00:00Z", 2)).containsExactly("2026-03-29T01:00:00Z",
                "2026-03-30T00:00:00Z");
    }

    @Test
    void aMomentThatNeverComesIsEmpty() {
        assertThat(from("0 0 31 2 *", "2026-01-01T00:00:00Z", 1)).isEmpty();
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
