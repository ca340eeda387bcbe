/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.stream.Stream;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;

/**
 * Everything made from one source by one plan; shared by all contents with that source.
 *
 * @param key names its folder
 * @param presentation the plan
 * @param state where it stands
 * @param playable whether a player can start
 * @param progress published segments of all segments, 0 to 1
 */
record MediaPackage(String key, Presentation presentation, PackageState state, boolean playable, double progress) {

    /** How many segments a rendition has; -1 when there is no such rendition. */
    int segmentsOf(String rendition) {
        if (this.presentation.video().stream().anyMatch((one) -> one.name().equals(rendition))) {
            return this.presentation.segments().size();
        }
        return this.presentation.audio()
            .stream()
            .filter((one) -> one.name().equals(rendition))
            .mapToInt((one) -> one.segments().size())
            .findFirst()
            .orElse(-1);
    }

    /** How many segments all renditions have together. */
    long segments() {
        return Stream
            .concat(this.presentation.video().stream().map(VideoRendition::name),
                    this.presentation.audio().stream().map(AudioRendition::name))
            .mapToLong(this::segmentsOf)
            .sum();
    }

}
