/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Security headers, CORS and access to the actuator. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.edge;
