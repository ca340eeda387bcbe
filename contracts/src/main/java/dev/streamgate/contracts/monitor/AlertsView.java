/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.util.List;
import java.util.Map;

/**
 * The alerts there are now.
 *
 * @param items the gravest first, and of one level the oldest
 * @param firing how many fire, by level, whatever was asked for
 */
public record AlertsView(List<AlertView> items, Map<String, Integer> firing) {
}
