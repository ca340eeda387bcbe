/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The API handler: is the gateway there, and what is behind it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.overview;
