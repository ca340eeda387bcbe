/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.streaming;

import java.util.List;

import org.jspecify.annotations.Nullable;

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
 * @param captions text tracks
 * @param chapters URL of the chapters as WebVTT, relative to this document; {@code null}
 * without chapters
 */
public record StreamInfo(String contentId, String packageKey, double duration, int width, int height, double frameRate,
        List<VideoRendition> video, List<AudioRendition> audio, List<Caption> captions, @Nullable String chapters) {

    /**
     * A text track.
     *
     * @param language BCP 47, {@code und} when unknown
     * @param label its name for viewers
     * @param forced whether it has only what every viewer needs
     * @param url URL of the WebVTT file, relative to this document
     */
    public record Caption(String language, String label, boolean forced, String url) {
    }

}
