/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Delivery of the state of each content's media to metadata-service, by an outbox. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.notification;
