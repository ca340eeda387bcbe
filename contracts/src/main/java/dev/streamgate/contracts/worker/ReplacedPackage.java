/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

/**
 * A media package that another one has replaced.
 *
 * @param packageKey its key
 */
public record ReplacedPackage(String packageKey) {
}
