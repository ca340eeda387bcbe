/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.util.Locale;

/** Result of comparing a head with those witnessed earlier. */
enum WitnessResult {

    /** The head continues the journal and is stored. */
    STORED,

    /** The head equals the last one stored. */
    KNOWN,

    /** The journal is shorter than before. */
    BACKWARDS,

    /** The journal has another entry at a witnessed sequence number. */
    FORKED,

    /** Another journal with another key has replaced the journal. */
    KEY_CHANGED,

    /** The signature is invalid for the public key of the head. */
    BAD_SIGNATURE;

    /** Whether the head contradicts those witnessed earlier. */
    boolean isConflict() {
        return this != STORED && this != KNOWN;
    }

    /** Spelling in the API and in meters, for instance {@code key-changed}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

}
