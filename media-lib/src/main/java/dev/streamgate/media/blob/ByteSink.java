/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

/**
 * Sees bytes as they pass, for instance {@code MessageDigest::update}. It must not keep
 * the array.
 */
@FunctionalInterface
public interface ByteSink {

    /** A sink that looks at nothing. */
    ByteSink NONE = (bytes, offset, length) -> {
    };

    /** Takes {@code length} bytes from {@code offset}. */
    void accept(byte[] bytes, int offset, int length);

}
