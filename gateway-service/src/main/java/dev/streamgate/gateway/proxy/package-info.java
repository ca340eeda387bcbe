/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Forwards requests to the services; bodies are streamed, never buffered whole. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.proxy;
