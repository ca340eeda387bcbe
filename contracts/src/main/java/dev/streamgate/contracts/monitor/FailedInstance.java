/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

/**
 * An instance that could not be queried.
 *
 * @param service name of the service
 * @param instance host and port
 * @param reason why, for instance {@code no response} or {@code status 503}
 */
public record FailedInstance(String service, String instance, String reason) {
}
