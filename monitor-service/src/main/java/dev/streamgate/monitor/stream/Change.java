/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

/**
 * One event of the stream.
 *
 * @param id where a listener has got to when it has seen this
 * @param event the event's name
 * @param data what is sent as JSON
 */
record Change(String id, String event, Object data) {
}
