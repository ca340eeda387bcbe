/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Processes that outlive the launcher, and how they are known again.
 */
@NullMarked
package dev.streamgate.launcher.process;

import org.jspecify.annotations.NullMarked;
