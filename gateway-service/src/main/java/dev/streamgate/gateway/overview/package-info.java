/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Health and readiness of the gateway and of the services behind it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.overview;
