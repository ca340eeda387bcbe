/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.streaming;

import java.util.List;

import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;

/**
 * What a player page shows of a stream.
 *
 * @param contentId the content
 * @param packageKey names everything that was made of this very source
 * @param duration seconds
 * @param width pixels
 * @param height pixels
 * @param frameRate frames a second
 * @param video video renditions, best first
 * @param audio audio renditions
 */
public record StreamInfo(String contentId, String packageKey, double duration, int width, int height, double frameRate,
        List<VideoRendition> video, List<AudioRendition> audio) {
}
