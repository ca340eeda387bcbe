/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Media objects in a directory or an S3 bucket. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.media.blob;
