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
 * @param title what it is called
 * @param description what it is about
 * @param tags lower-case labels, in the order given
 * @param category one heading, as typed
 * @param visibility who may watch once published
 * @param state where it stands
 * @param playable whether a player can start
 * @param progress 0 to 1 of all segments
 * @param duration seconds, once planned
 * @param width pixels, once planned
 * @param height pixels, once planned
 * @param frameRate frames a second, once planned
 * @param size bytes of the source
 * @param renditions the ladder, empty before it is planned
 * @param playback where it plays, once planned
 * @param owner user id of its owner
 * @param version grows with each change that a person makes; sent back in
 * {@code If-Match}
 * @param createdAt when it was made
 * @param updatedAt when it last changed, progress included
 * @param error why its video could not be prepared
 */
public record ContentView(String id, String title, @Nullable String description, List<String> tags,
        @Nullable String category, Visibility visibility, ContentState state, boolean playable, double progress,
        @Nullable Double duration, @Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
        @Nullable Long size, List<RenditionView> renditions, @Nullable Playback playback, String owner, long version,
        Instant createdAt, Instant updatedAt, @Nullable String error) {

    /**
     * Where a content plays: paths from the gateway's root. Who may not watch without
     * signing in opens a session first.
     *
     * @param hls master playlist
     * @param dash manifest
     * @param thumbnail still picture
     * @param storyboard sprite sheet as WebVTT
     */
    public record Playback(String hls, String dash, String thumbnail, String storyboard) {
    }

}
