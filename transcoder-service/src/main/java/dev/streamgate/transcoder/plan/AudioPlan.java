/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import dev.streamgate.contracts.media.Presentation.AudioRendition;

/**
 * The planned audio.
 *
 * @param rendition the rendition
 * @param firstFrame the source's audio frame at which copied audio starts; 0 for encoded
 * audio
 */
record AudioPlan(AudioRendition rendition, int firstFrame) {
}
