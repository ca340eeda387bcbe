/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The data directory: secrets, data, logs, caches.
 */
@NullMarked
package dev.streamgate.launcher.data;

import org.jspecify.annotations.NullMarked;
