/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The PostgreSQL server that comes with the suite, and its logins.
 */
@NullMarked
package dev.streamgate.launcher.postgres;

import org.jspecify.annotations.NullMarked;
