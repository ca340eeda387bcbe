/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The queue's jobs of type {@code transcode} as a public API. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.transcode;
