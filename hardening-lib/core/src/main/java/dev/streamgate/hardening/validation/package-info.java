/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Bean Validation constraints and sanitizers for untrusted text. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.validation;
