/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A step of a history of uploads.
 *
 * @param kind what happens
 * @param which chooses the upload; taken modulo their number
 * @param amount a number of bytes or operations, or a variant
 */
record UploadStep(Kind kind, int which, int amount) {

    static List<UploadStep> random(Random random) {
        List<UploadStep> steps = new ArrayList<>();
        int length = 20 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            Kind kind = Kind.WEIGHTED.get(random.nextInt(Kind.WEIGHTED.size()));
            steps.add(new UploadStep(kind, random.nextInt(100), random.nextInt(1_000)));
        }
        return steps;
    }

    /** What happens. */
    enum Kind {

        CREATE(4), CREATE_WITH_BYTES(2), CREATE_PART(5), CREATE_CHUNKED(2), CONCATENATE(5), APPEND(14),
        APPEND_AT_WRONG_OFFSET(2), APPEND_CHECKED(4), APPEND_WRONG_CHECKSUM(3), APPEND_BROKEN(4),
        APPEND_CONCURRENTLY(4), HEAD(5), TERMINATE(2), REVERIFY(2), CLEAN(3), SWEEP(3), DELIVER(5), WAIT(4), FAIL(4),
        FAIL_COMMIT(3), LOSE_REPLY(3), DISK_FULL(2), DISK_BROKEN(2), CRASH(3), RESTART(1);

        private static final List<Kind> WEIGHTED = weighted();

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
