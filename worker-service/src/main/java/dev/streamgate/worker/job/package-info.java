/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Jobs as users and services see them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.job;
