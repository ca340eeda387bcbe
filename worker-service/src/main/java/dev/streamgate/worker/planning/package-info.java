/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Transcode jobs: validation, the plan task, and the package that it results in. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.planning;
