/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Relay of a transactional outbox. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.outbox;
