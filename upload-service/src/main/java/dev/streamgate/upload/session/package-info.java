/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The one model of an upload under every way in. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.session;
