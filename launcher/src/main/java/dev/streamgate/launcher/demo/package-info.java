/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The demo: uploads and plays a video, and measures each step.
 */
@NullMarked
package dev.streamgate.launcher.demo;

import org.jspecify.annotations.NullMarked;
