/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

/** The file cannot be used; the message is the reason, shown to its owner. */
final class UploadRejectedException extends Exception {

    UploadRejectedException(String reason) {
        super(reason);
    }

}
