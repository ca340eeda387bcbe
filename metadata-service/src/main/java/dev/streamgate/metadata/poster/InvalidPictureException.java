/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

/** A picture cannot be used. Its message is a sentence for the owner. */
final class InvalidPictureException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidPictureException(String message) {
        super(message);
    }

}
