package dev.streamgate.hardening.ratelimit;

import java.security.SecureRandom;

/**
 * SipHash-2-4 (Aumasson, Bernstein 2012) over the UTF-16LE bytes of a text. With a secret
 * key nobody can choose names that meet in one place of a table. Allocates nothing.
 * Immutable.
 */
final class SipHash {

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
        long v0 = this.k0 ^ 0x736f6d6570736575L;
        long v1 = this.k1 ^ 0x646f72616e646f6dL;
        long v2 = this.k0 ^ 0x6c7967656e657261L;
        long v3 = this.k1 ^ 0x7465646279746573L;
        int length = text.length();
        // After the whole blocks comes one of what is left and the length in bytes, then
        // the
        // four rounds of the end, which are two turns with nothing to mix in.
        int last = length >> 2;
        for (int block = 0; block < last + 3; block++) {
            long m = 0;
            if (block < last) {
                m = block(text, block << 2, 4);
            }
            else if (block == last) {
                m = block(text, block << 2, length & 3) | (long) length << 57;
            }
            else if (block == last + 1) {
                v2 ^= 0xff;
            }
            v3 ^= m;
            for (int round = 0; round < 2; round++) {
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
            }
            v0 ^= m;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long block(String text, int from, int chars) {
        long m = 0;
        for (int i = 0; i < chars; i++) {
            m |= (long) text.charAt(from + i) << (i << 4);
        }
        return m;
    }

}
