/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.security.SecureRandom;

/**
 * SipHash-1-3 (Aumasson, Bernstein 2012; with the number of rounds that Python, Ruby and
 * Rust use for hash tables) over the characters of a string: one byte each when all are
 * ISO-8859-1, which keys usually are, else two. The key is secret, so colliding strings
 * cannot be constructed. Allocates nothing. Immutable.
 */
final class SipHash {

    /** Width of a character in bits, as a power of two. */
    private static final int BYTE = 3;

    private static final int CHAR = 4;

    private final long k0;

    private final long k1;

    SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    static SipHash withRandomKey() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    long hash(String text) {
        return hash(text, BYTE);
    }

    /** Hashes characters of {@code 1 << width} bits. */
    private long hash(String text, int width) {
        long v0 = this.k0 ^ 0x736f6d6570736575L;
        // Separates strings that differ only in the width of their characters.
        long v1 = this.k1 ^ 0x646f72616e646f6dL ^ (width - BYTE);
        long v2 = this.k0 ^ 0x6c7967656e657261L;
        long v3 = this.k1 ^ 0x7465646279746573L;
        int length = text.length();
        int union = 0;
        // After the whole blocks come the last one, with the remaining characters and the
        // length in bytes, and three finalization rounds without input.
        int last = length >> 6 - width;
        for (int block = 0; block < last + 4; block++) {
            int index = block << 6 - width;
            long m = 0;
            if (block < last && width == BYTE) {
                // Not a loop, which would double the time of the hash.
                char c0 = text.charAt(index);
                char c1 = text.charAt(index + 1);
                char c2 = text.charAt(index + 2);
                char c3 = text.charAt(index + 3);
                char c4 = text.charAt(index + 4);
                char c5 = text.charAt(index + 5);
                char c6 = text.charAt(index + 6);
                char c7 = text.charAt(index + 7);
                union |= c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7;
                m = c0 | c1 << 8 | c2 << 16 | (long) c3 << 24 | (long) c4 << 32 | (long) c5 << 40 | (long) c6 << 48
                        | (long) c7 << 56;
            }
            else if (block <= last) {
                m = (block == last) ? (long) length << 53 + width : 0;
                int end = Math.min(block + 1 << 6 - width, length);
                while (index < end) {
                    char c = text.charAt(index);
                    union |= c;
                    m |= (long) c << (index++ << width);
                }
            }
            v2 ^= (block == last + 1) ? 0xff : 0;
            v3 ^= m;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= m;
        }
        return (union < 0x100 || width == CHAR) ? v0 ^ v1 ^ v2 ^ v3 : hash(text, CHAR);
    }

}
