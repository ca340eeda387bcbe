/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Leases media tasks, runs ffmpeg, owns profiles and ladder. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder;
