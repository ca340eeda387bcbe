/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The media pipeline's access to contents. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.pipeline;
