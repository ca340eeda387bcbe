/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.security.SecureRandom;

/**
 * SipHash-1-3 (Aumasson, Bernstein 2012; the rounds that Python, Ruby and Rust have for
 * their tables) over the bytes of a text: one a character where all are ISO-8859-1, which
 * the names of clients are, else two. With a secret key nobody can choose names that meet
 * in one place of a table. Allocates nothing. Immutable.
 */
final class SipHash {

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
        // Texts that differ only in the width of their characters are told apart.
        long v1 = this.k1 ^ 0x646f72616e646f6dL ^ (width - BYTE);
        long v2 = this.k0 ^ 0x6c7967656e657261L;
        long v3 = this.k1 ^ 0x7465646279746573L;
        int length = text.length();
        int seen = 0;
        int at = 0;
        // After the whole blocks comes one of what is left and the length in bytes, then
        // the three rounds of the end, which have nothing to mix in.
        int last = length >> 6 - width;
        for (int block = 0; block < last + 4; block++) {
            long m = (block == last) ? (long) length << 53 + width : 0;
            int end = Math.min(block + 1 << 6 - width, length);
            while (at < end) {
                char c = text.charAt(at);
                seen |= c;
                m |= (long) c << (at++ << width);
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
        return (seen < 0x100 || width == CHAR) ? v0 ^ v1 ^ v2 ^ v3 : hash(text, CHAR);
    }

}
