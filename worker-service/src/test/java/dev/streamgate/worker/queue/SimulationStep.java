/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A step of a simulation of the queue.
 *
 * @param kind what happens
 * @param which chooses the job, content, lease or runner; taken modulo their number
 * @param amount a number of seconds or segments, or a variant
 */
record SimulationStep(Kind kind, int which, int amount) {

    /** Draws a history in which jobs are submitted among everything else. */
    static List<SimulationStep> random(Random random, int jobs, int videos) {
        List<SimulationStep> steps = new ArrayList<>();
        int submitted = 0;
        while (submitted < jobs + videos) {
            Kind kind = Kind.WEIGHTED.get(random.nextInt(Kind.WEIGHTED.size()));
            if (kind == Kind.SUBMIT) {
                kind = (submitted * videos / (jobs + videos) < (submitted + 1) * videos / (jobs + videos))
                        ? Kind.SUBMIT_VIDEO : Kind.SUBMIT;
                submitted++;
            }
            steps.add(new SimulationStep(kind, random.nextInt(1_000), random.nextInt(1_000)));
        }
        return steps;
    }

    /** What happens. */
    enum Kind {

        SUBMIT(10), SUBMIT_VIDEO(0), ACQUIRE(14), HEARTBEAT(9), COMPLETE(9), FAIL(5), CANCEL(1), RETRY(2), EXPIRE(3),
        WAIT(4), SEEK(2), DELETE_CONTENT(1), PURGE_ORPHANS(1), FAIL_COMMIT(2), LOSE_REPLY(2);

        static final List<Kind> WEIGHTED = weighted();

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private static List<Kind> weighted() {
            List<Kind> all = new ArrayList<>();
            for (Kind kind : values()) {
                for (int i = 0; i < kind.weight; i++) {
                    all.add(kind);
                }
            }
            return List.copyOf(all);
        }

    }

}
