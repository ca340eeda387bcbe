/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.streaming;

import java.util.List;

import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;

/**
 * Describes a stream for player pages.
 *
 * @param contentId the content's id
 * @param packageKey the key of the media package
 * @param duration duration in seconds
 * @param width width in pixels
 * @param height height in pixels
 * @param frameRate frames per second
 * @param video video renditions, best first
 * @param audio audio renditions
 */
public record StreamInfo(String contentId, String packageKey, double duration, int width, int height, double frameRate,
        List<VideoRendition> video, List<AudioRendition> audio) {
}
