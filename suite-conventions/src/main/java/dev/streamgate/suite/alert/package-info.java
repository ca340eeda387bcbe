/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Alert rules of the suite, and forwarding of alerts to monitor-service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.alert;
