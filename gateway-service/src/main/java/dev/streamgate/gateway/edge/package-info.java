/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What every reply of the gateway has in common, and what is refused at the door. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.edge;
