/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The launcher's output and its failures.
 */
@NullMarked
package dev.streamgate.launcher.terminal;

import org.jspecify.annotations.NullMarked;
