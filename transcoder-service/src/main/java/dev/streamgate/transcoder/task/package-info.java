/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a task is, and what it hears while it runs. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.task;
