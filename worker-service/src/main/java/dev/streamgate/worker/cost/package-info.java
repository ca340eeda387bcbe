/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a video may cost before it is queued for encoding. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.cost;
