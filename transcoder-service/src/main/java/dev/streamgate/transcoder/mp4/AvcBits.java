/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;

/** The bits of an H.264 NAL unit after the byte of its header. */
final class AvcBits {

    private static final int MAX_ZEROS = 31;

    private final byte[] bytes;

    private int length;

    private int position;

    /**
     * Reads a NAL unit.
     * @param unit its bytes, the first of which is its header
     */
    AvcBits(byte[] unit) {
        this.bytes = new byte[unit.length];
        int zeros = 0;
        for (int i = 1; i < unit.length; i++) {
            // The third byte of 00 00 03 only prevents a start code.
            if (zeros >= 2 && unit[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = (unit[i] == 0) ? zeros + 1 : 0;
            this.bytes[this.length++] = unit[i];
        }
    }

    /**
     * The next bits as a number.
     * @throws BufferUnderflowException if the unit is shorter
     */
    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, this.position++) {
            if (this.position >> 3 >= this.length) {
                throw new BufferUnderflowException();
            }
            value = value << 1 | (this.bytes[this.position >> 3] >> (7 - (this.position & 7))) & 1;
        }
        return value;
    }

    /** The next Exp-Golomb code. */
    int code() {
        int zeros = 0;
        while (bits(1) == 0) {
            if (++zeros > MAX_ZEROS) {
                throw new BufferUnderflowException();
            }
        }
        return (1 << zeros) - 1 + bits(zeros);
    }

    /** The next signed Exp-Golomb code. */
    int signedCode() {
        int code = code();
        return ((code & 1) == 1) ? (code + 1) / 2 : -code / 2;
    }

}
