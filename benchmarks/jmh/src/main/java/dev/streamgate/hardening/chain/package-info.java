/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How benchmarks are measured on a machine that others use too. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.chain;
