/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The gateway's forwarder without the rest of the gateway; in its package to see it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.proxy;
