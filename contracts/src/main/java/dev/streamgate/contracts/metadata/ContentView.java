/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A content.
 *
 * @param id opaque id
 * @param title title
 * @param description description; may have several lines
 * @param tags lower-case tags, in the given order
 * @param category category, as entered
 * @param visibility who may watch it once it is published
 * @param state lifecycle state
 * @param playable whether a player can start
 * @param progress share of all segments that are published, 0 to 1
 * @param duration seconds; {@code null} before the video is planned
 * @param width pixels; {@code null} before the video is planned
 * @param height pixels; {@code null} before the video is planned
 * @param frameRate frames per second; {@code null} before the video is planned
 * @param size bytes of the source
 * @param renditions the ladder; empty before the video is planned
 * @param playback URLs; {@code null} before the video is planned
 * @param owner user id of its owner
 * @param version incremented by each change that a user makes; sent back in
 * {@code If-Match}
 * @param createdAt time of creation
 * @param updatedAt time of the last change, encoding progress included
 * @param error why its video could not be encoded
 * @param notes what the owner should know of the video: tracks that are not offered,
 * damage that is concealed; {@code null} in lists and for callers who are neither the
 * owner nor operators
 * @param captions uploaded captions, by language
 * @param poster uploaded picture that the thumbnail's URL serves; {@code null} for one
 * chosen from the video
 */
public record ContentView(String id, String title, @Nullable String description, List<String> tags,
        @Nullable String category, Visibility visibility, ContentState state, boolean playable, double progress,
        @Nullable Double duration, @Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
        @Nullable Long size, List<RenditionView> renditions, @Nullable Playback playback, String owner, long version,
        Instant createdAt, Instant updatedAt, @Nullable String error, @Nullable List<String> notes,
        List<CaptionView> captions, @Nullable PosterView poster) {

    /**
     * Playback URLs as paths from the gateway's root. Contents that are not public need a
     * playback session.
     *
     * @param hls HLS multivariant playlist
     * @param dash DASH manifest
     * @param thumbnail JPEG still: the uploaded poster, else one of the video
     * @param storyboard WebVTT track of the storyboard
     */
    public record Playback(String hls, String dash, String thumbnail, String storyboard) {
    }

}
