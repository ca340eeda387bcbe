/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Events that operators should know of. */
@NullMarked
package dev.streamgate.hardening.event;

import org.jspecify.annotations.NullMarked;
