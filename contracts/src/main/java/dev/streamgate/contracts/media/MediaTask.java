/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.media;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a transcoder is asked to do: the payload of a lease, whose type is one of the
 * constants here.
 *
 * @param contentId the content that the work is for first; others may share the result
 * @param sourceKey blob key of the source
 * @param sourceSha256 lower-case hex SHA-256 of the source
 * @param packageKey the presentation's key; {@code null} for a plan, which makes it
 * @param renditions names of the renditions to make; for a plan the profiles wished for,
 * {@code null} for the default
 * @param fromSegment first segment, inclusive; 0 where the task has no segments
 * @param toSegment last segment, exclusive; 0 where the task has no segments
 */
public record MediaTask(String contentId, String sourceKey, String sourceSha256, @Nullable String packageKey,
        @Nullable List<String> renditions, int fromSegment, int toSegment) {

    /** Probes the source, fixes timeline and ladder, writes {@code presentation.json}. */
    public static final String PLAN = "media.plan";

    /**
     * Repackages the source's own video samples as segments of the {@code source}
     * rendition.
     */
    public static final String REMUX = "media.remux";

    /** Encodes a run of segments, one decode for all renditions named. */
    public static final String ENCODE = "media.encode";

    /**
     * Makes a run of segments of the audio track: copied where it can be, else encoded.
     */
    public static final String AUDIO = "media.audio";

    /** Makes thumbnail and storyboard. */
    public static final String IMAGES = "media.images";

    /** Deletes {@code media/<packageKey>/} or, without a package key, the source. */
    public static final String PURGE = "media.purge";

}
