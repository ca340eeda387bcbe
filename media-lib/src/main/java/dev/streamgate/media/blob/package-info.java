/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where media lies: a directory or an S3 bucket behind one small interface. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.media.blob;
