/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Ends what was left unfinished, and deletes its bytes. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.expiry;
