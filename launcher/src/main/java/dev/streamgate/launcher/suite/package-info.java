/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Start, status and shutdown of the suite.
 */
@NullMarked
package dev.streamgate.launcher.suite;

import org.jspecify.annotations.NullMarked;
