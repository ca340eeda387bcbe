/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the launcher says, and how it gives up.
 */
@NullMarked
package dev.streamgate.launcher.terminal;

import org.jspecify.annotations.NullMarked;
