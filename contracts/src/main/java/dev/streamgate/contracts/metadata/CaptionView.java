/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.time.Instant;

/**
 * Uploaded captions of a content.
 *
 * @param language BCP 47
 * @param version distinguishes captions of a language that replaced each other; positive
 * @param cues number of captions
 * @param updatedAt when they were uploaded
 */
public record CaptionView(String language, long version, int cues, Instant updatedAt) {
}
