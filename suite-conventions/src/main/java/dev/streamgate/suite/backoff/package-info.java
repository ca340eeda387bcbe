/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Exponential back-off for work whose failures are counted in a database. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.backoff;
