/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Processes that survive the launcher, and their pid files.
 */
@NullMarked
package dev.streamgate.launcher.process;

import org.jspecify.annotations.NullMarked;
