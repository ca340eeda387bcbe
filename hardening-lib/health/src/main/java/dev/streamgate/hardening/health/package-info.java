/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Health of the dependencies of an application, checked in the background. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.health;
