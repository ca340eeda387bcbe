/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The upload session that all upload protocols share: its row, its lock, its limits and
 * its content.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.session;
