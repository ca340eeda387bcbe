/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Rules over meters, the alerts that come of them, and those who are told. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.alert;
