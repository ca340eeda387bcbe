/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Encoding profiles and runner statistics as a public API. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.status;
