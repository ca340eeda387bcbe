/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.media.clips.Clips;

/** The ffmpeg of {@link Clips}; its self-test, which takes a second, runs once a JVM. */
public final class LocatedFfmpeg {

    private static final FfmpegSandbox SANDBOX = sandbox();

    private LocatedFfmpeg() {
    }

    /** An ffmpeg with other settings, which reports its runs to a listener. */
    public static Ffmpeg with(FfmpegProperties properties, FfmpegListener listener) {
        return new Ffmpeg(Clips.ffmpeg().installation(), SANDBOX, properties, JsonMapper.shared(), listener);
    }

    private static FfmpegSandbox sandbox() {
        try {
            return FfmpegSandbox.find(FfmpegProperties.Sandbox.AUTO, Clips.ffmpeg().installation().ffmpeg(),
                    Clips.ffmpeg().installation().environment());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
