/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Tasks and their running context. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.task;
