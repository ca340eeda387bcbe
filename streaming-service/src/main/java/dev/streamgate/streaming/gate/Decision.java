/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

/** What a rule says of a viewer. */
sealed interface Decision {

    /** The rule lets them in. */
    record Permit() implements Decision {
    }

    /**
     * The rule keeps them out.
     *
     * @param clause the clause that failed, in words for the viewer
     */
    record Deny(String clause) implements Decision {
    }

    /**
     * Nobody can tell, and that keeps them out, too; also within {@code not}.
     *
     * @param clause the clause that could not be decided, in words for the viewer
     */
    record Indeterminate(String clause) implements Decision {
    }

}
