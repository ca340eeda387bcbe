/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The budget of a service: how many connections its heap holds. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.resource;
