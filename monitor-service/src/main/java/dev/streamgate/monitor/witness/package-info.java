/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Keeps the signed ends of the services' audit journals, so that none can be cut off
 * unseen.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.witness;
