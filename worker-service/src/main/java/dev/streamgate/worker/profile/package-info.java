/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Encoding profiles that the runners support. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.profile;
