/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Verification of the audit journals, and search in their files.
 */
@NullMarked
package dev.streamgate.launcher.audit;

import org.jspecify.annotations.NullMarked;
