/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Token buckets for handlers and routes. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.ratelimit;
