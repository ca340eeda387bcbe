/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import java.util.List;

/** Provides the current state that a new listener receives first. */
public interface CurrentState {

    /** Name of the events. */
    String event();

    /** The items of the current state, each in the form of a change's data. */
    List<?> items();

}
