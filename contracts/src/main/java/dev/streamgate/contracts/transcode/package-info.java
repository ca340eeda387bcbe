/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Transcoding, as users see it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.transcode;
