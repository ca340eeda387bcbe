/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Stores signed heads of the services' audit journals, so that truncation and rewriting
 * of a journal are detected.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.witness;
