/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

/**
 * An instance whose part is missing in a list that was gathered from all of them.
 *
 * @param service the service's name
 * @param instance host and port
 * @param reason what it did instead of answering
 */
public record FailedInstance(String service, String instance, String reason) {
}
