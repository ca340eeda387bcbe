/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** From an uploaded source to published segments: plan, tasks, demands, deletion. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.video;
