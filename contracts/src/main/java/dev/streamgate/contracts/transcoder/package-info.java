/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The public API of transcoder-service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.transcoder;
