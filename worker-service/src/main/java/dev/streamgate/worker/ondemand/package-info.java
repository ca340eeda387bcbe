/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** On-demand encoding: moves segments that viewers wait for to the front of the queue. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.ondemand;
