/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Which path leads to which service, and under which limits. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.route;
