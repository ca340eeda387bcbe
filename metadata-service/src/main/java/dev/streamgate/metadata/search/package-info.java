/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Lists of contents: filters, full-text search, keyset pagination. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.search;
