/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Copies everything that a home keeps, and puts it back. */
@NullMarked
package dev.streamgate.launcher.backup;

import org.jspecify.annotations.NullMarked;
