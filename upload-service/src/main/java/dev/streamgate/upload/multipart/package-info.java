/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Uploads by an HTML form, read while it arrives. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.multipart;
