/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Routes: which path is forwarded to which service, with which limits. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.route;
