/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import dev.streamgate.hardening.digest.Sha256;

/**
 * The journal lines of one write, as bytes. Buffer and digest are reused, so that an
 * event becomes a line without garbage. Not thread-safe.
 */
final class LineBuffer {

    /** Buffers above this size, in bytes, are not kept for the next write. */
    private static final int MAX_KEPT = 1 << 20;

    private static final int INITIAL_CAPACITY = 16_384;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha256 = Sha256.newDigest();

    private byte[] bytes = new byte[INITIAL_CAPACITY];

    private int length;

    /** The second whose text is kept: most events happen within that of the last one. */
    private long second = Long.MIN_VALUE;

    private String secondText = "";

    /**
     * Appends the line of an event.
     * @param hash the hash of the previous line; receives that of this one
     */
    void event(long sequence, AuditRecord event, byte[] hash) {
        int start = this.length;
        ascii("{\"seq\":");
        number(sequence);
        field(",\"id\":", event.id());
        ascii(",\"timestamp\":\"");
        timestamp(event.timestamp());
        field(",\"type\":", event.type());
        field(",\"actor\":", event.actor());
        field(",\"action\":", event.action());
        field(",\"resource\":", event.resource());
        field(",\"result\":", event.result());
        ascii(",\"details\":{");
        details(event.details());
        ascii("}}");
        endLine(start, hash);
    }

    /**
     * Appends a line with the given object.
     * @param object a JSON object of one line
     * @param hash the hash of the previous line; receives that of this one
     */
    void object(String object, byte[] hash) {
        int start = this.length;
        byte[] utf8 = object.getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, this.bytes, this.length, utf8.length);
        this.length += utf8.length;
        endLine(start, hash);
    }

    /** The lines since the last {@link #clear()}; valid until the next change. */
    ByteBuffer lines() {
        return ByteBuffer.wrap(this.bytes, 0, this.length);
    }

    void clear() {
        this.length = 0;
        if (this.bytes.length > MAX_KEPT) {
            this.bytes = new byte[INITIAL_CAPACITY];
        }
    }

    private void endLine(int start, byte[] hash) {
        this.sha256.update(hash);
        this.sha256.update(this.bytes, start, this.length - start);
        try {
            this.sha256.digest(hash, 0, hash.length);
        }
        catch (DigestException ex) {
            throw new IllegalStateException("A hash has 32 bytes", ex);
        }
        reserve(2 * hash.length + 2);
        this.bytes[this.length++] = '\t';
        for (byte value : hash) {
            this.bytes[this.length++] = HEX[(value >> 4) & 0xf];
            this.bytes[this.length++] = HEX[value & 0xf];
        }
        this.bytes[this.length++] = '\n';
    }

    private void details(Map<String, String> details) {
        if (details.isEmpty()) {
            return;
        }
        String separator = "";
        for (Map.Entry<String, String> detail : new TreeMap<>(details).entrySet()) {
            ascii(separator);
            text(detail.getKey());
            ascii(":");
            text(detail.getValue());
            separator = ",";
        }
    }

    private void field(String name, String value) {
        ascii(name);
        text(value);
    }

    /** Writes what {@link Instant#toString()} returns. */
    private void timestamp(Instant instant) {
        if (instant.getEpochSecond() != this.second) {
            this.second = instant.getEpochSecond();
            String text = Instant.ofEpochSecond(this.second).toString();
            this.secondText = text.substring(0, text.length() - 1);
        }
        ascii(this.secondText);
        int nanos = instant.getNano();
        if (nanos != 0) {
            ascii(".");
            int digits = (nanos % 1_000_000 == 0) ? 3 : (nanos % 1_000 == 0) ? 6 : 9;
            int divisor = 100_000_000;
            for (int i = 0; i < digits; i++, divisor /= 10) {
                this.bytes[this.length++] = (byte) ('0' + nanos / divisor % 10);
            }
        }
        ascii("Z\"");
    }

    private void number(long value) {
        reserve(20);
        int end = this.length + 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            end++;
        }
        this.length = end;
        long rest = value;
        do {
            this.bytes[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        while (rest > 0);
    }

    private void ascii(String text) {
        // Leaves room for the digits that follow a timestamp's second.
        reserve(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            this.bytes[this.length++] = (byte) text.charAt(i);
        }
    }

    /** Escapes line breaks and everything that could control a terminal. */
    private void text(String value) {
        // A character takes at most six bytes, as an escape.
        reserve(6 * value.length() + 2);
        byte[] target = this.bytes;
        int position = this.length;
        target[position++] = '"';
        for (int i = 0; i < value.length(); i++) {
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
