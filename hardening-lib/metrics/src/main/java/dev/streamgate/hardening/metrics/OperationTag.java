/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import dev.streamgate.hardening.meter.TagKey;

/** Tag keys of operations, besides the common ones. */
enum OperationTag implements TagKey {

    /** {@code long} for operations with {@link LongRunning}, otherwise {@code short}. */
    DURATION

}
