/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Takes notifications to whoever is to be told. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.notification;
