/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

/** A file that cannot be used; the message is a sentence for its owner. */
final class UploadRejectedException extends Exception {

    UploadRejectedException(String sentence) {
        super(sentence);
    }

}
