/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;

/** A file that may be fine but is not one that is repackaged here: ffmpeg's turn. */
public final class UnsupportedMp4Exception extends IOException {

    UnsupportedMp4Exception(String reason) {
        super(reason);
    }

}
