/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes, and the parts of JSON that are appended to it without
 * garbage. Not thread-safe.
 */
final class JsonBytes {

    /** Arrays above this size are not kept when the content is cleared. */
    private static final int MAX_KEPT = 1 << 21;

    private static final int INITIAL_CAPACITY = 16_384;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[INITIAL_CAPACITY];

    private int length;

    /** The array with the content; valid until the next change. */
    byte[] array() {
        return this.bytes;
    }

    int length() {
        return this.length;
    }

    /** Removes everything after the first bytes. */
    void truncate(int length) {
        this.length = length;
    }

    void clear() {
        this.length = 0;
        if (this.bytes.length > MAX_KEPT) {
            this.bytes = new byte[INITIAL_CAPACITY];
        }
    }

    void bytes(byte[] source, int start, int end) {
        reserve(end - start);
        System.arraycopy(source, start, this.bytes, this.length, end - start);
        this.length += end - start;
    }

    void ascii(char character) {
        reserve(1);
        this.bytes[this.length++] = (byte) character;
    }

    void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            this.bytes[this.length++] = (byte) text.charAt(i);
        }
    }

    /** Appends a number that is not negative, in decimal. */
    void number(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        digits(value, digits);
    }

    /** Appends the last decimal digits of a number. */
    void digits(long value, int count) {
        reserve(count);
        this.length += count;
        long rest = value;
        for (int i = 1; i <= count; i++, rest /= 10) {
            this.bytes[this.length - i] = (byte) ('0' + rest % 10);
        }
    }

    /** Appends what {@link Long#toHexString(long)} returns. */
    void hex(long value) {
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) >> 2);
        reserve(digits);
        for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) {
            this.bytes[this.length++] = HEX[(int) (value >>> shift) & 0xf];
        }
    }

    /** Appends bytes as two hexadecimal digits each. */
    void hex(byte[] values) {
        reserve(2 * values.length);
        for (byte value : values) {
            this.bytes[this.length++] = HEX[(value >> 4) & 0xf];
            this.bytes[this.length++] = HEX[value & 0xf];
        }
    }

    /**
     * Appends a string in quotes; escapes line breaks and everything that could control a
     * terminal.
     */
    void text(String value) {
        text(value, 0);
    }

    /** Appends the end of a string, as {@link #text(String)} does. */
    void text(String value, int start) {
        // A character takes at most six bytes, as an escape.
        reserve(6 * (value.length() - start) + 2);
        byte[] target = this.bytes;
        int position = this.length;
        target[position++] = '"';
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x20 && c < 0x7f) {
                if (c == '"' || c == '\\') {
                    target[position++] = '\\';
                }
                target[position++] = (byte) c;
            }
            else if (isEscaped(c)) {
                target[position++] = '\\';
                target[position++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    target[position++] = HEX[(c >> shift) & 0xf];
                }
            }
            else if (c < 0x800) {
                target[position++] = (byte) (0xc0 | c >> 6);
                target[position++] = (byte) (0x80 | c & 0x3f);
            }
            else {
                target[position++] = (byte) (0xe0 | c >> 12);
                target[position++] = (byte) (0x80 | c >> 6 & 0x3f);
                target[position++] = (byte) (0x80 | c & 0x3f);
            }
        }
        target[position++] = '"';
        this.length = position;
    }

    private static boolean isEscaped(char c) {
        return c < 0xa0 || Character.getType(c) == Character.FORMAT || Character.isSurrogate(c) || c == '\u2028'
                || c == '\u2029';
    }

    private void reserve(int count) {
        if (this.bytes.length - this.length < count) {
            this.bytes = Arrays.copyOf(this.bytes, Math.max(2 * this.bytes.length, this.length + count));
        }
    }

}
