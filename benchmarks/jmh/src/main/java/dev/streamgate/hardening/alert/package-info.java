/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The journal, and what it would cost without group commit. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.alert;
