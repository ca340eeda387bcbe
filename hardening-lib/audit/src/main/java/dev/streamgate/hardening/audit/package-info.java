/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The audit journal: recording, searching and verifying it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.audit;
