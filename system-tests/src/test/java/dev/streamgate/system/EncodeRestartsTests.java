/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.streamgate.system.EncodeRestarts.Kill;
import dev.streamgate.system.EncodeRestarts.Task;

import static org.assertj.core.api.Assertions.assertThat;

class EncodeRestartsTests {

    private static final Instant NOON = Instant.parse("2026-03-28T12:00:00Z");

    @Test
    void oneRestartForEachSlotOfAKilledTranscoderIsPermitted() {
        assertThat(check(2, List.of(kill("transcoder", 30)), task("a", 2, 0, 60), task("b", 2, 0, 60),
                task("c", 1, 0, 60)))
            .isEmpty();
    }

    @Test
    void moreRestartsThanSlotsAreReported() {
        assertThat(check(1, List.of(kill("worker", 30)), task("a", 2, 0, 60), task("b", 2, 0, 60))).singleElement()
            .asString()
            .contains("restarted 2 times", "1 kills", "at most 1");
    }

    @Test
    void aRestartWithoutAKillIsReported() {
        assertThat(check(2, List.of(), task("a", 2, 0, 60))).hasSize(2).first().asString().contains("Task a");
    }

    @Test
    void aKillOfAProcessWithoutLeasesPermitsNoRestart() {
        assertThat(check(2, List.of(kill("auth", 30), kill("upload", 30), kill("streaming", 30)), task("a", 2, 0, 60)))
            .isNotEmpty();
    }

    @Test
    void aTaskRestartsOnceForEachKill() {
        List<Kill> kills = List.of(kill("transcoder", 10), kill("postgres", 20));
        assertThat(check(2, kills, task("a", 3, 0, 60))).isEmpty();
        assertThat(check(2, kills, task("a", 4, 0, 60))).singleElement().asString().contains("Task a", "3 times");
    }

    @Test
    void aKillBeforeOrAfterATasksLifePermitsNoRestart() {
        List<Kill> kills = List.of(kill("transcoder", 10), kill("transcoder", 70));
        assertThat(check(2, kills, task("a", 2, 20, 60))).singleElement().asString().contains("Task a", "0 kills");
    }

    private static List<String> check(int slots, List<Kill> kills, Task... tasks) {
        return new EncodeRestarts(slots, kills).violations(List.of(tasks));
    }

    private static Kill kill(String process, int second) {
        return new Kill(process, NOON.plusSeconds(second));
    }

    private static Task task(String id, int attempts, int createdSecond, int endedSecond) {
        return new Task(id, attempts, NOON.plusSeconds(createdSecond), NOON.plusSeconds(endedSecond));
    }

}
