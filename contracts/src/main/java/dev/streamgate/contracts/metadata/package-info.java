/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Contents, their gates, and what the pipeline tells about their media. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.metadata;
