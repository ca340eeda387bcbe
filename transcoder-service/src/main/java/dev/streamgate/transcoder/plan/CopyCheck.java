/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.streamgate.transcoder.mp4.AvcSamples;
import dev.streamgate.transcoder.mp4.Mp4Video;
import dev.streamgate.transcoder.mp4.SampleTable;

/**
 * Finds by a look at the samples what makes players fail on copied H.264, and no table of
 * the file tells.
 */
final class CopyCheck {

    /** B slices occur in the first seconds or nowhere. */
    private static final int MAX_SLICES = 300;

    private CopyCheck() {
    }

    /**
     * Whether a track may be copied: it has one sample description, no other parameter
     * sets between its samples (for instance for another size), and reordered frames have
     * composition times.
     */
    static boolean passes(Path file, Mp4Video video) throws IOException {
        SampleTable samples = video.track().samples();
        if (video.track().descriptions() != 1) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int i = 0; i < samples.count(); i++) {
                if (samples.isSync(i) && !AvcSamples.hasOnlyKnownParameterSets(channel, samples, i, video.config())) {
                    return false;
                }
            }
            for (int i = 0; !samples.isReordered() && i < Math.min(MAX_SLICES, samples.count()); i++) {
                if (AvcSamples.isBidirectional(channel, samples, i, video.config())) {
                    return false;
                }
            }
        }
        return true;
    }

}
