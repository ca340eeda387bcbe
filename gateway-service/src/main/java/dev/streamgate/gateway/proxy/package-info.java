/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Forwarding one exchange to a service: bytes are streamed both ways, never held. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.proxy;
