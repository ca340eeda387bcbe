/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Settings with which an application must not start, and how that is said. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.configuration;
