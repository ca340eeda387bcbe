/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Prometheus and Alertmanager beside the suite, where they are installed.
 */
@NullMarked
package dev.streamgate.launcher.observe;

import org.jspecify.annotations.NullMarked;
