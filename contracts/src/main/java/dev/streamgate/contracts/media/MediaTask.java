/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.media;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The payload of a media task's lease; the lease's type is one of the constants below.
 *
 * @param contentId the content that the task was created for; contents with the same
 * source and profiles share its result
 * @param sourceKey blob key of the source
 * @param sourceSha256 lower-case hex SHA-256 of the source
 * @param packageKey key of the presentation; {@code null} for a plan, which computes it
 * @param renditions names of the renditions to produce; for a plan the requested
 * profiles, {@code null} for all
 * @param fromSegment first segment, inclusive; 0 for tasks without segments
 * @param toSegment last segment, exclusive; 0 for tasks without segments
 */
public record MediaTask(String contentId, String sourceKey, String sourceSha256, @Nullable String packageKey,
        @Nullable List<String> renditions, int fromSegment, int toSegment) {

    /**
     * Probes the source, fixes timeline and ladder, writes {@code presentation.json}.
     */
    public static final String PLAN = "media.plan";

    /**
     * Repackages the source's own video samples as segments of the rendition
     * {@code source}.
     */
    public static final String REMUX = "media.remux";

    /** Encodes a range of segments: one decode for all named renditions. */
    public static final String ENCODE = "media.encode";

    /**
     * Produces a range of audio segments: copied where the codec allows it, else encoded.
     */
    public static final String AUDIO = "media.audio";

    /** Produces thumbnail and storyboard. */
    public static final String IMAGES = "media.images";

    /** Produces the WebVTT files of the text subtitles. */
    public static final String SUBTITLES = "media.subtitles";

    /**
     * Result of a task: the package cannot be completed as planned, so the source must be
     * planned again. Its value is {@code true}.
     */
    public static final String REPLAN = "replan";

    /**
     * Deletes {@code media/<packageKey>/}; without a package key it deletes the source.
     */
    public static final String PURGE = "media.purge";

}
