/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import org.jspecify.annotations.Nullable;

/**
 * Answers who has served the first segment of a content.
 *
 * @param traceparent W3C trace context of the upload, for the one caller that is the
 * first to ask since that came; {@code null} for all others
 */
public record FirstSegmentServed(@Nullable String traceparent) {
}
