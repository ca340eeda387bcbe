/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import java.util.List;

/** Something whose present state a new listener is told first. */
public interface PresentState {

    /** The name of its events. */
    String event();

    /** What is to be said now, each item as a change would say it. */
    List<?> items();

}
