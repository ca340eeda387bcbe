/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Tells metadata and worker of stored uploads, by a transactional outbox. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.handover;
