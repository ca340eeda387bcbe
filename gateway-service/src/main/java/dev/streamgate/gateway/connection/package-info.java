/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Connections of clients: how many one address may have, how long a header may take. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.connection;
