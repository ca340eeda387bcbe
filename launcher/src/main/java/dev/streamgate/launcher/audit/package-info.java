/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The audit journals of a home, read from their files.
 */
@NullMarked
package dev.streamgate.launcher.audit;

import org.jspecify.annotations.NullMarked;
