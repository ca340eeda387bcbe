/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Request bodies on their way into the staged file of an upload: rate and space checks,
 * hashes, durable offsets.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.ingest;
