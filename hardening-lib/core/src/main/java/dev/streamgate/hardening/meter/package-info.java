/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Declared meters: name, unit, description and tags in one place, for code and
 * documentation.
 */
@NullMarked
package dev.streamgate.hardening.meter;

import org.jspecify.annotations.NullMarked;
