/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the services accept as JSON and as query parameters. */
@NullMarked
package dev.streamgate.suite.input;

import org.jspecify.annotations.NullMarked;
