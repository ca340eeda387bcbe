/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The gateway's web pages: landing page, API documentation, player. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.console;
