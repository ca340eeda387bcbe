/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A cache that reads and writes several entries in one round trip. */
interface BulkCache {

    /** Reads the entries that exist, by key; a cached null has the value null. */
    Map<Object, @Nullable Object> getAll(Collection<?> keys);

    /** Writes all entries. */
    void putAll(Map<Object, @Nullable Object> entries);

}
