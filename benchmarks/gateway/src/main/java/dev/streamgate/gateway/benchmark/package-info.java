/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The gateway's forwarder beside Spring Cloud Gateway's proxy. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.benchmark;
