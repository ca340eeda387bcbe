/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Alert rules over meters, their evaluation, and the routing and delivery of alerts. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.alert;
