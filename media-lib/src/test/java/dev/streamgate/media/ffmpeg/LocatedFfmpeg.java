/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.media.clips.Clips;

/** The ffmpeg of {@link Clips}; its self-test, which takes a second, runs once a JVM. */
public final class LocatedFfmpeg {

    private LocatedFfmpeg() {
    }

    /** An ffmpeg with other settings, which reports its runs to a listener. */
    public static Ffmpeg with(FfmpegProperties properties, FfmpegListener listener) {
        return new Ffmpeg(Clips.ffmpeg().installation(), properties, JsonMapper.shared(), listener);
    }

}
