/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.notification;

import dev.streamgate.hardening.alert.AlertHandler;

/** A handler that wants to hear each alert and event itself, not notifications. */
public interface EventHandler extends AlertHandler {

}
