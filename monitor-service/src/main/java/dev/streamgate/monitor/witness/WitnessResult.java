/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.util.Locale;

/** What the witness makes of a head. */
enum WitnessResult {

    /** It goes on from what was kept, and is kept now. */
    KEPT,

    /** It is the one that was kept last. */
    KNOWN,

    /** The journal ends earlier than it did. */
    BACKWARDS,

    /** The journal has another line where one was witnessed. */
    FORKED,

    /** Where one journal was there is another one with a key of its own. */
    KEY_CHANGED,

    /** The signature does not hold under the key that comes with it. */
    BAD_SIGNATURE;

    /** Whether what was witnessed is contradicted. */
    boolean isConflict() {
        return this != KEPT && this != KNOWN;
    }

    /** As it is written outside, for instance {@code key-changed}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

}
