/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Created and deleted contents, read from metadata-service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.feed;
