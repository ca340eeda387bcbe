/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the media pipeline tells and asks. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.pipeline;
