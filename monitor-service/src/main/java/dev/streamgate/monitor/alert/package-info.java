/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Alerts of the suite: incidents that merge the local evaluation with Alertmanager. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.alert;
