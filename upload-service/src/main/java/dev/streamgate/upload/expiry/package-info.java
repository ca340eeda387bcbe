/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Expiry and deletion of unfinished uploads. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.expiry;
