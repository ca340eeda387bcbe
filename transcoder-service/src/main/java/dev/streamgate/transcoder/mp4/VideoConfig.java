/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.streamgate.contracts.media.VideoCodec;

/**
 * The configuration of a video track: size, decoder configuration record and colour
 * description. Immutable.
 */
public abstract sealed class VideoConfig permits AvcConfig, HevcConfig, Av1Config {

    private static final int MAX_RECORD = 64 * 1024;

    /**
     * Bytes of a sample entry before its width, and between its height and its child
     * boxes.
     */
    private static final int BEFORE_SIZE = 24;

    private static final int AFTER_SIZE = 50;

    private final int width;

    private final int height;

    /** The decoder configuration record. */
    private final byte[] record;

    /** Content of an {@code nclx} colour box; empty without one. */
    private final byte[] colour;

    /**
     * Reads the fields of a sample entry.
     * @param box the type of the box with the record
     * @param minRecord bytes that the record has at least
     */
    VideoConfig(BoxReader entry, String box, int minRecord) throws UnsupportedMp4Exception {
        entry.skip(BEFORE_SIZE);
        this.width = entry.uint16();
        this.height = entry.uint16();
        entry.skip(AFTER_SIZE);
        BoxReader found = entry.child(box)
            .orElseThrow(() -> new UnsupportedMp4Exception("the video track has no " + box + " box"));
        if (found.remaining() < minRecord || found.remaining() > MAX_RECORD) {
            throw new BufferUnderflowException();
        }
        this.record = found.bytes(found.remaining());
        this.colour = entry.child("colr").map(VideoConfig::colour).orElse(new byte[0]);
    }

    /**
     * Reads a sample entry.
     * @throws UnsupportedMp4Exception if its codec is not a {@link VideoCodec}
     */
    static VideoConfig read(BoxReader entry) throws UnsupportedMp4Exception {
        return switch (entry.type()) {
            case "avc1" -> new AvcConfig(entry);
            case "hvc1" -> new HevcConfig(entry);
            case "av01" -> new Av1Config(entry);
            default -> throw new UnsupportedMp4Exception("the video track is " + entry.type());
        };
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

    /** The codec. */
    public abstract VideoCodec codec();

    /** RFC 6381, for instance {@code avc1.640028}. */
    public abstract String codecs();

    /** The type of the box with the record. */
    abstract String box();

    /** Coded width in pixels. */
    public int width() {
        return this.width;
    }

    /** Coded height in pixels. */
    public int height() {
        return this.height;
    }

    byte[] record() {
        return this.record;
    }

    /** A byte of the record, unsigned. */
    int record(int position) {
        return Byte.toUnsignedInt(this.record[position]);
    }

    void writeTo(BoxWriter sampleEntry) {
        sampleEntry.box(box(), (written) -> written.bytes(this.record));
        if (this.colour.length > 0) {
            sampleEntry.box("colr", (written) -> written.bytes(this.colour));
        }
    }

}
