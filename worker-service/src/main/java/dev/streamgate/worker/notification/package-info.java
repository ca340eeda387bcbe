/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Tells metadata-service how the media of each content stands. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.notification;
