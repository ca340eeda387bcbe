/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The rules that every module's code keeps. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.architecture;
