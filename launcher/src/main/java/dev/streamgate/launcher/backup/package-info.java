/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Backup and restore of the data directory. */
@NullMarked
package dev.streamgate.launcher.backup;

import org.jspecify.annotations.NullMarked;
