/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.meter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the number of values of one tag: the first ones are kept, all further ones
 * become {@code other}. For values from outside of the application. Thread-safe; under
 * concurrency a few values more may be kept.
 */
public final class BoundedTag {

    /** The value that replaces all values beyond the bound. */
    public static final String OTHER = "other";

    private final int max;

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /**
     * Creates a bound.
     * @param max maximum number of distinct values
     */
    public BoundedTag(int max) {
        this.max = max;
    }

    /**
     * Bounds a value.
     * @param value the value
     * @return the value, or {@link #OTHER} if the bound is reached and the value is new
     */
    public String of(String value) {
        if (this.values.contains(value)) {
            return value;
        }
        if (this.values.size() >= this.max) {
            return OTHER;
        }
        this.values.add(value);
        return value;
    }

}
