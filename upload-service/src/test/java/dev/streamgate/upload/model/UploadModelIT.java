/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import dev.streamgate.testing.history.Histories;

/**
 * Generated histories of uploads: requests of their clients in any order, broken,
 * repeated and at once; timers; a clock that moves; a disk that is full or fails; commits
 * that fail or whose reply is lost; processes that are killed and machines that lose
 * power at any operation. Acknowledged bytes are never lost, and a complete upload is
 * stored and delivered once.
 */
class UploadModelIT extends UploadSimulations {

    private static final int HISTORIES = 4;

    @Test
    void acknowledgedBytesAreNeverLostAndACompleteUploadIsStoredAndDeliveredOnce() throws IOException {
        try (UploadSimulation simulation = simulation()) {
            Histories.of(UploadStep::random, simulation::run).check(HISTORIES);
        }
    }

}
