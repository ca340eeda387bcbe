/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.blob.ByteSink;

/** The expected hash of the bytes of one request. Not thread-safe; for one use. */
public final class Checksum implements ByteSink {

    private final MessageDigest digest;

    private final byte[] expected;

    private Checksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected.clone();
    }

    /**
     * A SHA-1 checksum, which tus requires every server to support.
     * @param expected the hash, 20 bytes
     */
    public static Checksum sha1(byte[] expected) {
        try {
            return new Checksum(MessageDigest.getInstance("SHA-1"), expected);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform provides SHA-1", ex);
        }
    }

    /**
     * A SHA-256 checksum.
     * @param expected the hash, 32 bytes
     */
    public static Checksum sha256(byte[] expected) {
        return new Checksum(Sha256.newDigest(), expected);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        this.digest.update(bytes, offset, length);
    }

    /** Whether the accepted bytes have the expected hash. */
    boolean matches() {
        return MessageDigest.isEqual(this.digest.digest(), this.expected);
    }

}
