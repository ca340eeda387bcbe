/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A step of a history of the disk store.
 *
 * @param kind the operation
 * @param name key of the object or of the upload
 * @param number chooses the content, or counts operations of the disk until the fault
 */
record DiskBlobStep(Kind kind, String name, int number) {

    /** A scenario with every operation. */
    static final List<DiskBlobStep> ALL = List.of(new DiskBlobStep(Kind.PUT, "a/one", 1),
            new DiskBlobStep(Kind.PUT, "a/one", 2), new DiskBlobStep(Kind.PUT_IF_ABSENT, "a/two", 3),
            new DiskBlobStep(Kind.APPEND, "up", 4), new DiskBlobStep(Kind.APPEND, "up", 5),
            new DiskBlobStep(Kind.FINISH, "up", 0), new DiskBlobStep(Kind.APPEND, "other", 6),
            new DiskBlobStep(Kind.TRUNCATE, "other", 0), new DiskBlobStep(Kind.APPEND, "other", 7),
            new DiskBlobStep(Kind.DISCARD, "other", 0), new DiskBlobStep(Kind.DELETE, "a/one", 0),
            new DiskBlobStep(Kind.PUT, "b/c/three", 8), new DiskBlobStep(Kind.RESTART, "", 0),
            new DiskBlobStep(Kind.DELETE_ALL, "a/", 0), new DiskBlobStep(Kind.PUT, "a/one", 9));

    static List<DiskBlobStep> random(Random random) {
        List<String> keys = List.of("a/one", "a/two", "b/c/three");
        List<String> uploads = List.of("up", "other");
        List<DiskBlobStep> steps = new ArrayList<>();
        for (int i = 0; i < 10 + random.nextInt(15); i++) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            List<String> names = kind.isOfUpload() ? uploads : keys;
            String name = (kind == Kind.DELETE_ALL) ? "a/" : names.get(random.nextInt(names.size()));
            steps.add(new DiskBlobStep(kind, name, 1 + random.nextInt(12)));
        }
        return steps;
    }

    String content() {
        return String.valueOf((char) ('a' + this.number)).repeat(3 + this.number);
    }

    /** An operation on the store. */
    enum Kind {

        PUT, PUT_IF_ABSENT, DELETE, DELETE_ALL, APPEND, TRUNCATE, FINISH, DISCARD, RESTART, CRASH, FAIL;

        boolean isOfUpload() {
            return this == APPEND || this == TRUNCATE || this == FINISH || this == DISCARD;
        }

    }

}
