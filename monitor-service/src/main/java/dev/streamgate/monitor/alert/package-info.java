/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Alerts of the suite: what two sources say of them, made one. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.alert;
