/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Runs the suite on one machine.
 */
@NullMarked
package dev.streamgate.launcher;

import org.jspecify.annotations.NullMarked;
