/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Sources as local files. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.source;
