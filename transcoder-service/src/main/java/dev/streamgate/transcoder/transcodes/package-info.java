/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The public view of transcoding: jobs, profiles, numbers. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.transcodes;
