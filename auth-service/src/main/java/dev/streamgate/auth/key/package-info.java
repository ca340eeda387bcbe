/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Signing keys of tokens: encrypted at rest, rotated, published. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.key;
