/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the bytes are, before they are kept. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.verify;
