/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;

/** A possibly valid file that this reader does not support; ffmpeg may read it. */
public final class UnsupportedMp4Exception extends IOException {

    UnsupportedMp4Exception(String reason) {
        super(reason);
    }

}
