/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A video through the whole suite, as a user would send it, with what it took.
 */
@NullMarked
package dev.streamgate.launcher.demo;

import org.jspecify.annotations.NullMarked;
