/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

/** The result of evaluating a rule for a viewer, in the terms of XACML 3.0. */
sealed interface Decision {

    /** The rule grants access. */
    record Permit() implements Decision {
    }

    /**
     * The rule denies access.
     *
     * @param clause the clause that failed, as a text for the viewer
     */
    record Deny(String clause) implements Decision {
    }

    /**
     * The rule cannot be evaluated. Access is denied, and {@code not} does not turn this
     * into a permit.
     *
     * @param clause the clause that could not be evaluated, as a text for the viewer
     */
    record Indeterminate(String clause) implements Decision {
    }

}
