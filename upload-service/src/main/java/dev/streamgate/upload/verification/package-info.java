/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Verification of complete uploads: concatenation, media validation, hash, publication.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.verification;
