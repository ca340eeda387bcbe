/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

/**
 * One event of the stream.
 *
 * @param id position of the event in the stream
 * @param event name of the event
 * @param data data of the event, which is sent as JSON
 */
record Change(String id, String event, Object data) {
}
