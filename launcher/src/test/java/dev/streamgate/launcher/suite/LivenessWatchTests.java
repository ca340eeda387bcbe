/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.StartedProcess;

import static org.assertj.core.api.Assertions.assertThat;

class LivenessWatchTests {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final LivenessWatch watch = new LivenessWatch(Duration.ofMinutes(3));

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private final StartedProcess auth = process("auth", 1);

    private final StartedProcess worker = process("worker", 2);

    private final StartedProcess cache = process("cache", 3);

    @Test
    void aProcessThatStopsReplyingIsFoundAfterTwoMinutes() {
        assertThat(round(this.auth, this.worker, this.cache)).isEmpty();
        for (int round = 1; round < LivenessWatch.SILENT_ROUNDS; round++) {
            assertThat(round(this.worker, this.cache)).as("round %d", round).isEmpty();
        }
        assertThat(round(this.worker, this.cache)).contains(this.auth);
    }

    @Test
    void oneReplyStartsTheCountAgain() {
        round(this.auth, this.worker, this.cache);
        rounds(LivenessWatch.SILENT_ROUNDS - 1, this.worker, this.cache);
        round(this.auth, this.worker, this.cache);
        assertThat(rounds(LivenessWatch.SILENT_ROUNDS - 1, this.worker, this.cache)).isEmpty();
    }

    @Test
    void noneIsFoundWhileMostOfThemDoNotReply() {
        round(this.auth, this.worker, this.cache);
        assertThat(rounds(100, this.cache)).isEmpty();
    }

    @Test
    void aProcessThatStartsHasTimeForItsFirstReply() {
        assertThat(rounds(18, this.worker, this.cache)).isEmpty();
        assertThat(rounds(LivenessWatch.SILENT_ROUNDS, this.worker, this.cache)).contains(this.auth);
    }

    @Test
    void aProcessIsFoundAtMostOnceInTenMinutes() {
        round(this.auth, this.worker, this.cache);
        assertThat(rounds(LivenessWatch.SILENT_ROUNDS, this.worker, this.cache)).contains(this.auth);
        assertThat(rounds(59, this.worker, this.cache)).isEmpty();
        assertThat(rounds(2, this.worker, this.cache)).contains(this.auth);
    }

    private Optional<StartedProcess> rounds(int count, StartedProcess... replying) {
        Optional<StartedProcess> found = Optional.empty();
        for (int round = 0; round < count && found.isEmpty(); round++) {
            found = round(replying);
        }
        return found;
    }

    private Optional<StartedProcess> round(StartedProcess... replying) {
        Map<StartedProcess, Boolean> replies = new HashMap<>();
        for (StartedProcess process : List.of(this.auth, this.worker, this.cache)) {
            replies.put(process, List.of(replying).contains(process));
        }
        this.now = this.now.plus(INTERVAL);
        return this.watch.round(replies, this.now);
    }

    private StartedProcess process(String name, long pid) {
        return new StartedProcess(name, new ProcessIdentity(pid, "birth"), 1, "", this.now);
    }

}
