/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import org.jspecify.annotations.Nullable;

/**
 * Reply to the report that the first segment of a content was served.
 *
 * @param traceparent W3C trace context of the content's latest upload, returned to the
 * first report after that upload; {@code null} for later reports
 */
public record FirstSegmentServed(@Nullable String traceparent) {
}
