/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A cache that reads and writes several entries for the price of one. */
interface BulkCache {

    /** What is there of the keys; a cached null is a null. */
    Map<Object, @Nullable Object> getAll(Collection<?> keys);

    /** Writes all entries. */
    void putAll(Map<Object, @Nullable Object> entries);

}
