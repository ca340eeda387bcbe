/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.meter;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;

/** A tag key that is a constant of an enum: the constant's name in lower case. */
public interface TagKey extends KeyName {

    /** The constant's name. */
    String name();

    @Override
    default String asString() {
        return name().toLowerCase(Locale.ROOT);
    }

}
