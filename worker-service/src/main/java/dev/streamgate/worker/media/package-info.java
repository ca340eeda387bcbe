/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Media packages and the contents and sources that use them: the tables {@code packages},
 * {@code contents}, {@code content_owners} and {@code sources}.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.media;
