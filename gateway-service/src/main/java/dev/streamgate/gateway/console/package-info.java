/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The pages that come with the gateway: landing page, API pages, player. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.console;
