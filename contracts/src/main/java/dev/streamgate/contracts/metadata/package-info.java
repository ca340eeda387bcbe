/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The API of metadata-service: contents, their gates, and the media pipeline. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.metadata;
