/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.streamgate.media.blob.ByteSink;

/**
 * What the bytes of one request must hash to. Not safe for threads; for one use.
 */
public final class Checksum implements ByteSink {

    private final MessageDigest digest;

    private final byte[] expected;

    /**
     * A checksum.
     * @param algorithm a name that every Java platform has, for instance {@code SHA-1}
     * @param expected the hash
     */
    public Checksum(String algorithm, byte[] expected) {
        this.digest = digest(algorithm);
        this.expected = expected.clone();
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        this.digest.update(bytes, offset, length);
    }

    /** Whether the bytes that it saw have this hash. */
    public boolean matches() {
        return MessageDigest.isEqual(this.digest.digest(), this.expected);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform provides " + algorithm, ex);
        }
    }

}
