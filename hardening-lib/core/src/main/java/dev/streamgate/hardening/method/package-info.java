/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Annotated methods of an application's beans. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.method;
