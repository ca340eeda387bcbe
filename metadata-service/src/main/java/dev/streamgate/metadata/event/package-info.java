/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Created and deleted contents: a transactional outbox that the worker reads. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.event;
