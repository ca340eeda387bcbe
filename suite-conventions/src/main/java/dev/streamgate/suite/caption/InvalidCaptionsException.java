/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.caption;

/** A caption file is malformed; the message is a sentence for its author. */
public final class InvalidCaptionsException extends Exception {

    InvalidCaptionsException(String reason) {
        super(reason);
    }

    InvalidCaptionsException(int line, String reason) {
        this("Line " + line + ": " + reason);
    }

}
