/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4), which every Java platform provides. Thread-safe.
 */
public final class Sha256 {

    private Sha256() {
    }

    /**
     * Creates a digest for data that arrives in parts. The digest is not thread-safe.
     * @return a new SHA-256 digest
     */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform provides SHA-256", ex);
        }
    }

    /**
     * Hashes bytes.
     * @param bytes the message
     * @return the hash, 32 bytes
     */
    public static byte[] hash(byte[] bytes) {
        return newDigest().digest(bytes);
    }

    /**
     * Hashes the UTF-8 form of a string.
     * @param text the message
     * @return the hash, 32 bytes
     */
    public static byte[] hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Hashes bytes.
     * @param bytes the message
     * @return the hash as 64 lower-case hexadecimal digits
     */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(hash(bytes));
    }

    /**
     * Hashes a stream to its end; does not close it.
     * @param in the message
     * @return the hash as 64 lower-case hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String hex(InputStream in) throws IOException {
        MessageDigest digest = newDigest();
        new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Hashes the UTF-8 form of a string.
     * @param text the message
     * @return the hash as 64 lower-case hexadecimal digits
     */
    public static String hex(String text) {
        return HexFormat.of().formatHex(hash(text));
    }

}
