/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a service needs, looked at in the background, and how it does without it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.health;
