/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Request for a segment that a viewer waits for.
 *
 * @param packageKey the presentation's key
 * @param rendition name of the video or audio rendition; {@value #SUBTITLES} for
 * subtitles, {@value #IMAGES} for thumbnail and storyboard
 * @param segment the segment's number, from 0
 * @param waitMillis how long to wait, 0 to 30 000 ms
 */
public record OnDemandRequest(@NotBlank @Size(max = 128) String packageKey, @NotBlank @Size(max = 64) String rendition,
        @Min(0) int segment, @Min(0) @Max(30_000) int waitMillis) {

    /** Name that requests thumbnail and storyboard; no rendition may have it. */
    public static final String IMAGES = "images";

    /** Stands for the text subtitles in place of a rendition. */
    public static final String SUBTITLES = "subtitles";

}
