/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.util.Arrays;
import java.util.Random;

/** The bytes of all large bodies: one random block, repeated. Every byte is verified. */
final class Payload {

    static final byte[] BLOCK = block();

    private Payload() {
    }

    /**
     * Verifies bytes of a body.
     * @param offset position of the first byte in the body
     */
    static void verify(byte[] bytes, int length, long offset) {
        int done = 0;
        while (done < length) {
            int at = (int) ((offset + done) % BLOCK.length);
            int count = Math.min(length - done, BLOCK.length - at);
            if (!Arrays.equals(bytes, done, done + count, BLOCK, at, at + count)) {
                throw new IllegalStateException("The body differs from what was sent, near byte " + (offset + done));
            }
            done += count;
        }
    }

    private static byte[] block() {
        byte[] block = new byte[64 * 1024];
        new Random(1).nextBytes(block);
        return block;
    }

}
