/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An H.264 track with its timeline.
 *
 * @param track the track
 * @param config its codec configuration
 * @param timeline its frames
 */
public record Mp4Video(Mp4Track track, AvcConfig config, VideoTimeline timeline) {

    /**
     * The timeline of a track; empty if it is not H.264 or has no usable timeline.
     */
    public static Optional<Mp4Video> of(@Nullable Mp4Track track) {
        AvcConfig config = (track != null) ? track.video() : null;
        if (track == null || config == null) {
            return Optional.empty();
        }
        return VideoTimeline.of(track.samples()).map((timeline) -> new Mp4Video(track, config, timeline));
    }

    /**
     * Reads the video track of a file that was planned for repackaging.
     * @throws IOException if the file has no such track and hence differs from the
     * planned one
     */
    public static Mp4Video read(Path file) throws IOException {
        return of(Mp4Index.read(file).video())
            .orElseThrow(() -> new IOException("The video track differs from the planned one: " + file));
    }

}
