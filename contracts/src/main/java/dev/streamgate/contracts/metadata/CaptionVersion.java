/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

/**
 * Uploaded captions of a content.
 *
 * @param language BCP 47
 * @param version distinguishes captions of a language that replaced each other; positive
 */
public record CaptionVersion(String language, long version) {
}
