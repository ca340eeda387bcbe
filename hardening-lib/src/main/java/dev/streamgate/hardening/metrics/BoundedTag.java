/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of one tag, bounded: the first ones are taken as they are, all others become
 * {@code other}. For a value that comes from outside, before it reaches a meter. Safe for
 * threads.
 */
public final class BoundedTag {

    /** What stands for all values beyond the bound. */
    public static final String OTHER = "other";

    private final int max;

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /**
     * Bounds a tag.
     * @param max how many values are told apart
     */
    public BoundedTag(int max) {
        this.max = max;
    }

    /** The value, or {@link #OTHER}. */
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
