/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Limits of requests. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.request;
