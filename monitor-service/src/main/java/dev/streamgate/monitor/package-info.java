/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Health, metrics, alerts, audit events and logs of the whole suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor;
