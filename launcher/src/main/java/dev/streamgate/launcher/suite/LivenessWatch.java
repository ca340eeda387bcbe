/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.StartedProcess;

/**
 * Finds a process that runs but has stopped replying. Restarting it must not make an
 * overload worse, so that only one process that has replied before, or should have been
 * ready long ago, is found at a time, none while most of them do not reply, and each at
 * most once in {@value #QUIET_MINUTES} minutes. Not thread-safe.
 */
final class LivenessWatch {

    /** Consecutive rounds without a reply: two minutes at a round each ten seconds. */
    static final int SILENT_ROUNDS = 12;

    static final int QUIET_MINUTES = 10;

    private final Duration startTimeout;

    private final Map<String, State> states = new HashMap<>();

    private final Map<String, Instant> lastFound = new HashMap<>();

    /**
     * Creates a watch.
     * @param startTimeout the time in which a process has to reply for the first time
     */
    LivenessWatch(Duration startTimeout) {
        this.startTimeout = startTimeout;
    }

    /**
     * Evaluates a round.
     * @param replies the running processes, and whether each has replied
     * @param now the current time
     * @return a process to end
     */
    Optional<StartedProcess> round(Map<StartedProcess, Boolean> replies, Instant now) {
        replies.forEach((process, replied) -> {
            State before = this.states.get(process.name());
            if (before == null || !before.identity().equals(process.identity())) {
                before = new State(process.identity(), false, 0);
            }
            boolean expected = before.hasReplied()
                    || Duration.between(process.startedAt(), now).compareTo(this.startTimeout) > 0;
            this.states.put(process.name(), new State(process.identity(), before.hasReplied() || replied,
                    (replied || !expected) ? 0 : before.silentRounds() + 1));
        });
        long silent = replies.values().stream().filter((replied) -> !replied).count();
        if (silent * 2 > replies.size()) {
            return Optional.empty();
        }
        Optional<StartedProcess> found = replies.keySet()
            .stream()
            .filter((process) -> isSilent(process.name()))
            .filter((process) -> isQuiet(process.name(), now))
            .findFirst();
        found.ifPresent((process) -> this.lastFound.put(process.name(), now));
        return found;
    }

    private boolean isSilent(String name) {
        State state = this.states.get(name);
        return state != null && state.silentRounds() >= SILENT_ROUNDS;
    }

    private boolean isQuiet(String name, Instant now) {
        Instant last = this.lastFound.getOrDefault(name, Instant.MIN);
        return last.isBefore(now.minus(Duration.ofMinutes(QUIET_MINUTES)));
    }

    private record State(ProcessIdentity identity, boolean hasReplied, int silentRounds) {
    }

}
