/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Takes tasks from the queue and runs them, a few at a time. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.runner;
