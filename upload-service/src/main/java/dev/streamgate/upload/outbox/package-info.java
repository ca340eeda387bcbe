/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Delivery of stored uploads to metadata-service and worker-service by a transactional
 * outbox.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.outbox;
