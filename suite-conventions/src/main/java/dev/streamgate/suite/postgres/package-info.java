/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** PostgreSQL notifications. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.postgres;
