/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.StreamTimes;
import dev.streamgate.transcoder.mp4.Mp4Index;

/**
 * The file that all tasks of a presentation read.
 *
 * @param key its blob key
 * @param probe its selected streams, each of which has packets
 * @param times the times of these streams by index
 * @param index its sample tables; {@code null} if it is no supported MP4
 * @param remux how its video is repackaged; {@code null} if it must be encoded, and
 * without video
 */
record PreparedSource(String key, Probe probe, Map<Integer, StreamTimes> times, @Nullable Mp4Index index,
        @Nullable RemuxPlan remux) {

    StreamTimes times(int stream) {
        StreamTimes found = this.times.get(stream);
        if (found == null) {
            throw new IllegalArgumentException("Stream " + stream + " has no packets");
        }
        return found;
    }

    /** The same file without the first seconds of each stream. */
    PreparedSource without(double seconds) {
        Map<Integer, StreamTimes> later = new HashMap<>();
        this.times.forEach((index, stream) -> later.put(index, stream.without(seconds)));
        return new PreparedSource(this.key, this.probe, later, this.index, this.remux);
    }

    /**
     * The same sound without what its encoders have put before it, where the container
     * does not declare it.
     */
    PreparedSource withoutEncoderDelays() {
        Map<Integer, StreamTimes> later = new HashMap<>(this.times);
        for (Probe.Audio audio : this.probe.audio()) {
            later.computeIfPresent(audio.index(),
                    (_, times) -> times.isTrimmed() ? times : times.without(EncoderDelay.of(audio)));
        }
        return new PreparedSource(this.key, this.probe, later, this.index, this.remux);
    }

    PreparedSource withoutRemux() {
        return new PreparedSource(this.key, this.probe, this.times, this.index, null);
    }

    /** The same file, of whose audio nothing is copied. */
    PreparedSource withoutIndex() {
        return new PreparedSource(this.key, this.probe, this.times, null, this.remux);
    }

}
