/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An H.264 configuration: size, decoder configuration record and colour description.
 */
public final class AvcConfig {

    private static final int MAX_RECORD = 64 * 1024;

    /**
     * Bytes of a sample entry before its width, and between its height and its child
     * boxes.
     */
    private static final int BEFORE_SIZE = 24;

    private static final int AFTER_SIZE = 50;

    private final int width;

    private final int height;

    private final byte[] avcC;

    /** Content of an {@code nclx} colour box; empty without one. */
    private final byte[] colour;

    private AvcConfig(int width, int height, byte[] avcC, byte[] colour) {
        this.width = width;
        this.height = height;
        this.avcC = avcC;
        this.colour = colour;
    }

    static AvcConfig read(BoxReader entry) throws UnsupportedMp4Exception {
        entry.skip(BEFORE_SIZE);
        int width = entry.uint16();
        int height = entry.uint16();
        entry.skip(AFTER_SIZE);
        BoxReader avcC = entry.child("avcC")
            .orElseThrow(() -> new UnsupportedMp4Exception("the H.264 track has no avcC box"));
        if (avcC.remaining() < 7 || avcC.remaining() > MAX_RECORD) {
            throw new BufferUnderflowException();
        }
        byte[] colour = entry.child("colr").map(AvcConfig::colour).orElse(new byte[0]);
        return new AvcConfig(width, height, avcC.bytes(avcC.remaining()), colour);
    }

    /** MOV uses {@code nclc}, which lacks the last byte of MP4's {@code nclx}. */
    private static byte[] colour(BoxReader colr) {
        if (colr.remaining() < 10) {
            return new byte[0];
        }
        String kind = new String(colr.bytes(4), StandardCharsets.ISO_8859_1);
        ByteBuffer nclx = ByteBuffer.allocate(11).put("nclx".getBytes(StandardCharsets.ISO_8859_1));
        return switch (kind) {
            case "nclx" -> nclx.put(colr.bytes(Math.min(7, colr.remaining()))).array();
            case "nclc" -> nclx.put(colr.bytes(6)).array();
            default -> new byte[0];
        };
    }

    /** Whether the configuration contains a parameter set. */
    boolean contains(byte[] parameterSet) {
        int position = 5;
        // Sequence parameter sets, then picture parameter sets.
        for (int mask : new int[] { 0x1f, 0xff }) {
            int count = (position < this.avcC.length) ? this.avcC[position++] & mask : 0;
            for (int i = 0; i < count && position + 2 <= this.avcC.length; i++) {
                int length = Byte.toUnsignedInt(this.avcC[position]) << 8 | Byte.toUnsignedInt(this.avcC[position + 1]);
                position += 2;
                if (Arrays.equals(this.avcC, position, Math.min(this.avcC.length, position + length), parameterSet, 0,
                        parameterSet.length)) {
                    return true;
                }
                position += length;
            }
        }
        return false;
    }

    /**
     * The first sequence parameter set.
     * @throws BufferUnderflowException without one
     */
    byte[] sequenceParameters() {
        BoxReader record = BoxReader.of("avcC", ByteBuffer.wrap(this.avcC));
        record.skip(5);
        if ((record.bytes(1)[0] & 0x1f) == 0) {
            throw new BufferUnderflowException();
        }
        return record.bytes(record.uint16());
    }

    /** Coded width in pixels. */
    public int width() {
        return this.width;
    }

    /** Coded height in pixels. */
    public int height() {
        return this.height;
    }

    void writeTo(BoxWriter sampleEntry) {
        sampleEntry.box("avcC", (box) -> box.bytes(this.avcC));
        if (this.colour.length > 0) {
            sampleEntry.box("colr", (box) -> box.bytes(this.colour));
        }
    }

    /** RFC 6381, for instance {@code avc1.640028}. */
    public String codecs() {
        return "avc1." + HexFormat.of().formatHex(this.avcC, 1, 4);
    }

    /** Size in bytes of the length prefix of each NAL unit. */
    public int lengthSize() {
        return (this.avcC[4] & 3) + 1;
    }

}
