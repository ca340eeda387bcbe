/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The nine services: how they are started, watched and stopped.
 */
@NullMarked
package dev.streamgate.launcher.suite;

import org.jspecify.annotations.NullMarked;
