/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The suite's OpenAPI document, merged from those of the services. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.openapi;
