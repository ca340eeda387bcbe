/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Uploads by tus 1.0.0. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.tus;
