/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Clients that take what they can: connections, bodies, headers, tokens, segments. */
package dev.streamgate.system.hostile;
