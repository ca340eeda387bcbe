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
        int index = 0;
        // After the whole blocks come the last one, with the remaining characters and the
        // length in bytes, and three finalization rounds without input.
        int last = length >> 6 - width;
        for (int block = 0; block < last + 4; block++) {
            long m = (block == last) ? (long) length << 53 + width : 0;
            int end = Math.min(block + 1 << 6 - width, length);
            while (index < end) {
                char c = text.charAt(index);
                union |= c;
                m |= (long) c << (index++ << width);
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
