/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Constraints on what people type and machines send. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.validation;
