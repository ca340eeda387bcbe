/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

/**
 * Receives bytes that are being written, for instance {@code MessageDigest::update}.
 * Implementations must not retain the array.
 */
@FunctionalInterface
public interface ByteSink {

    /** Ignores all bytes. */
    ByteSink NONE = (bytes, offset, length) -> {
    };

    /** Receives {@code length} bytes of the array, starting at {@code offset}. */
    void accept(byte[] bytes, int offset, int length);

}
