/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Bounds on what is read of a request. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.request;
