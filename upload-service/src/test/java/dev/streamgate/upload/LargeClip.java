/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.streamgate.hardening.digest.Sha256;

/**
 * A playable clip of any size: an MP4 file padded with a {@code free} box, generated
 * while it is read.
 *
 * @param clip the MP4 file
 * @param size bytes of the padded file
 */
record LargeClip(byte[] clip, long size) {

    InputStream open() {
        long rest = this.size - this.clip.length;
        byte[] header = ByteBuffer.allocate(16)
            .putInt(1)
            .put("free".getBytes(StandardCharsets.US_ASCII))
            .putLong(rest)
            .array();
        return new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(this.clip), new ByteArrayInputStream(header)),
                new Filler(rest - header.length));
    }

    String sha256() throws Exception {
        try (InputStream in = open()) {
            return sha256(in);
        }
    }

    static String sha256(InputStream in) throws Exception {
        MessageDigest digest = Sha256.newDigest();
        new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Deterministic bytes that depend on their position. */
    private static final class Filler extends InputStream {

        private final long length;

        private long position;

        private Filler(long length) {
            this.length = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            if (this.position == this.length) {
                return -1;
            }
            int filled = (int) Math.min(count, this.length - this.position);
            for (int i = 0; i < filled; i++) {
                buffer[offset + i] = (byte) ((this.position + i) * 31 >> 3);
            }
            this.position += filled;
            return filled;
        }

    }

}
