/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;

/**
 * A file that is not usable video or audio. The message is a sentence for its uploader;
 * retrying does not help.
 */
public final class UnreadableMediaException extends IOException {

    public UnreadableMediaException(String message) {
        super(message);
    }

}
