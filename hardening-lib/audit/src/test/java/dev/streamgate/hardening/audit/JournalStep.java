/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.streamgate.testing.fault.FaultyFileSystem.Loss;

/**
 * A step of a history of the journal.
 *
 * @param kind what happens
 * @param amount number of events, hours, or operations of the disk until the fault
 * @param loss what a crash takes with it
 */
record JournalStep(Kind kind, int amount, Loss loss) {

    static JournalStep of(Kind kind, int amount) {
        return new JournalStep(kind, amount, Loss.NOTHING);
    }

    /** A scenario with every operation: rotation by size and by age, pruning, restart. */
    static List<JournalStep> all() {
        return List.of(of(Kind.APPEND, 1), of(Kind.APPEND, 3), of(Kind.CHECKPOINT, 0), of(Kind.APPEND, 2),
                of(Kind.APPEND, 2), of(Kind.RESTART, 0), of(Kind.APPEND, 1), of(Kind.WAIT, 25), of(Kind.MAINTAIN, 0),
                of(Kind.APPEND, 1), of(Kind.WAIT, 24 * 31), of(Kind.MAINTAIN, 0), of(Kind.APPEND, 1),
                of(Kind.MAINTAIN, 0), of(Kind.CHECKPOINT, 0));
    }

    static List<JournalStep> random(Random random) {
        List<JournalStep> steps = new ArrayList<>();
        int length = 5 + random.nextInt(25);
        for (int i = 0; i < length; i++) {
            Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
            steps.add(switch (random.nextInt(12)) {
                case 0 -> of(Kind.CHECKPOINT, 0);
                case 1 -> of(Kind.WAIT, (random.nextInt(3) == 0) ? 24 * 31 : 25);
                case 2 -> of(Kind.MAINTAIN, 0);
                case 3 -> of(Kind.RESTART, 0);
                case 4, 5 -> new JournalStep(Kind.CRASH, 1 + random.nextInt(20), loss);
                case 6 -> new JournalStep(Kind.FAIL, 1 + random.nextInt(12), loss);
                case 7 ->
                    new JournalStep((random.nextInt(3) == 0) ? Kind.BREAK : Kind.REPAIR, 1 + random.nextInt(12), loss);
                default -> of(Kind.APPEND, 1 + random.nextInt(4));
            });
        }
        return steps;
    }

    /** What happens. */
    enum Kind {

        APPEND, CHECKPOINT, WAIT, MAINTAIN, RESTART, CRASH, FAIL, BREAK, REPAIR

    }

}
