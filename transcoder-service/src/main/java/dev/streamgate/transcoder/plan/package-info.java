/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Looks at a source and fixes everything that is made from it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.plan;
