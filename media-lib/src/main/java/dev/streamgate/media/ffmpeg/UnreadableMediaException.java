/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;

/**
 * Bytes that are no video or sound that can be used. The message is a sentence that the
 * one who sent them may read; trying again does not help.
 */
public final class UnreadableMediaException extends IOException {

    public UnreadableMediaException(String sentence) {
        super(sentence);
    }

}
