/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The managed PostgreSQL server and the services' roles.
 */
@NullMarked
package dev.streamgate.launcher.postgres;

import org.jspecify.annotations.NullMarked;
