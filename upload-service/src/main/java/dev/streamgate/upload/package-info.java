/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Takes bytes in and hands them over as the video of a content. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload;
