/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks that killed processes cause no more restarts of encode tasks than they can. A
 * runner holds at most one lease for each of its slots, and a restarted task resumes
 * after its last published segment. So one kill of a process that leases depend on
 * restarts at most one chunk for each slot, and a given task at most once. Kills of other
 * processes restart nothing.
 *
 * @param slots the number of tasks that the transcoder runs at a time
 * @param kills the killed processes
 */
record EncodeRestarts(int slots, List<Kill> kills) {

    /** The transcoder holds leases, the worker grants and renews them in the database. */
    private static final Set<String> LEASE_PROCESSES = Set.of("transcoder", "worker", "postgres");

    /**
     * Compares tasks with the kills.
     * @param tasks all encode tasks
     * @return a message for each violation
     */
    List<String> violations(List<Task> tasks) {
        List<Kill> relevant = this.kills.stream().filter((kill) -> LEASE_PROCESSES.contains(kill.process())).toList();
        List<String> violations = new ArrayList<>();
        for (Task task : tasks) {
            long possible = relevant.stream().filter((kill) -> task.existsAt(kill.at())).count();
            if (task.restarts() > possible) {
                violations.add("Task %s was restarted %d times, but only %d kills of %s happened during its life"
                    .formatted(task.id(), task.restarts(), possible, LEASE_PROCESSES));
            }
        }
        int restarts = tasks.stream().mapToInt(Task::restarts).sum();
        int possible = relevant.size() * this.slots;
        if (restarts > possible) {
            violations.add("Encode tasks were restarted %d times, but %d kills of %s with %d slots restart at most %d"
                .formatted(restarts, relevant.size(), LEASE_PROCESSES, this.slots, possible));
        }
        return violations;
    }

    /**
     * A killed process.
     *
     * @param process its name
     * @param at the time immediately before the kill
     */
    record Kill(String process, Instant at) {
    }

    /**
     * An encode task of the queue.
     *
     * @param id its id
     * @param attempts how many times a runner has started it
     * @param createdAt the time of its creation
     * @param endedAt the time of its last change
     */
    record Task(String id, int attempts, Instant createdAt, Instant endedAt) {

        int restarts() {
            return Math.max(0, this.attempts - 1);
        }

        boolean existsAt(Instant time) {
            return !time.isBefore(this.createdAt) && !time.isAfter(this.endedAt);
        }

    }

}
