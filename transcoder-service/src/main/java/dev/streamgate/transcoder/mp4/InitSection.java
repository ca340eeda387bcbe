/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.util.function.Consumer;

/** Writes init sections. Equal arguments produce equal bytes. */
public final class InitSection {

    private static final int TRACK = 1;

    /** The identity matrix. */
    private static final int[] IDENTITY = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };

    private InitSection() {
    }

    /**
     * The init section of a video track.
     * @param delay the ticks that all composition offsets of the track contain and an
     * edit list subtracts; 0 for a track without edit list. Players based on ffmpeg take
     * negative composition offsets for a delay of the pictures
     */
    public static byte[] video(VideoConfig config, int timescale, long delay) {
        return write(timescale, config.width(), config.height(), delay, 0, "vide",
                (minf) -> minf.fullBox("vmhd", 0, 1, (vmhd) -> vmhd.zeros(8)), (stsd) -> sampleEntry(stsd, config));
    }

    /** The init section of an AAC track, whose timescale is its sample rate. */
    public static byte[] audio(AacConfig config) {
        return write(config.sampleRate(), 0, 0, 0, 0x0100, "soun",
                (minf) -> minf.fullBox("smhd", 0, 0, (smhd) -> smhd.zeros(4)), (stsd) -> sampleEntry(stsd, config));
    }

    private static byte[] write(int timescale, int width, int height, long delay, int volume, String handler,
            Consumer<BoxWriter> mediaHeader, Consumer<BoxWriter> sampleEntry) {
        BoxWriter file = new BoxWriter();
        file.box("ftyp", (ftyp) -> ftyp.text("iso6").int32(0).text("iso6").text("cmfc").text("mp41"));
        file.box("moov", (moov) -> {
            moov.fullBox("mvhd", 0, 0, (mvhd) -> {
                mvhd.zeros(8).int32(timescale).int32(0).int32(0x10000).int16(0x0100).zeros(10);
                matrix(mvhd).zeros(24).int32(TRACK + 1);
            });
            moov.box("trak", (trak) -> {
                trak.fullBox("tkhd", 0, 3, (tkhd) -> {
                    tkhd.zeros(8).int32(TRACK).zeros(16).int16(0).int16(0).int16(volume).int16(0);
                    matrix(tkhd).int32(width << 16).int32(height << 16);
                });
                if (delay > 0) {
                    // One edit of unlimited duration that starts at the delay.
                    trak.box("edts", (edts) -> edts.fullBox("elst", 1, 0,
                            (elst) -> elst.int32(1).int64(0).int64(delay).int16(1).int16(0)));
                }
                trak.box("mdia", (mdia) -> {
                    mdia.fullBox("mdhd", 0, 0,
                            (mdhd) -> mdhd.zeros(8).int32(timescale).int32(0).int16(0x55c4).int16(0));
                    mdia.fullBox("hdlr", 0, 0, (hdlr) -> hdlr.int32(0).text(handler).zeros(13));
                    mdia.box("minf", (minf) -> {
                        mediaHeader.accept(minf);
                        minf.box("dinf", (dinf) -> dinf.fullBox("dref", 0, 0,
                                (dref) -> dref.int32(1).fullBox("url ", 0, 1, (url) -> {
                                })));
                        minf.box("stbl", (stbl) -> emptySampleTable(stbl, sampleEntry));
                    });
                });
            });
            moov.box("mvex", (mvex) -> mvex.fullBox("trex", 0, 0, (trex) -> trex.int32(TRACK).int32(1).zeros(12)));
        });
        return file.toByteArray();
    }

    private static void emptySampleTable(BoxWriter stbl, Consumer<BoxWriter> sampleEntry) {
        stbl.fullBox("stsd", 0, 0, (stsd) -> sampleEntry.accept(stsd.int32(1)));
        stbl.fullBox("stts", 0, 0, (stts) -> stts.int32(0));
        stbl.fullBox("stsc", 0, 0, (stsc) -> stsc.int32(0));
        stbl.fullBox("stsz", 0, 0, (stsz) -> stsz.zeros(8));
        stbl.fullBox("stco", 0, 0, (stco) -> stco.int32(0));
    }

    private static void sampleEntry(BoxWriter stsd, VideoConfig config) {
        stsd.box(config.codec().sampleEntry(), (entry) -> {
            entry.zeros(6).int16(1).zeros(16).int16(config.width()).int16(config.height());
            // 72 dpi in both directions, one frame per sample, no compressor name, depth
            // of 24 bits.
            entry.int32(0x480000).int32(0x480000).int32(0).int16(1).zeros(32).int16(24).int16(-1);
            config.writeTo(entry);
        });
    }

    private static void sampleEntry(BoxWriter stsd, AacConfig config) {
        byte[] specific = config.specificConfig();
        stsd.box("mp4a", (entry) -> {
            entry.zeros(6).int16(1).zeros(8).int16(config.channels()).int16(16).zeros(4);
            entry.int32((config.sampleRate() <= 0xffff) ? config.sampleRate() << 16 : 0);
            entry.fullBox("esds", 0, 0, (esds) -> {
                int decoderConfig = 13 + 2 + specific.length;
                esds.int8(3).int8(3 + 2 + decoderConfig + 3).int16(TRACK).int8(0);
                esds.int8(4).int8(decoderConfig).int8(0x40).int8(0x15).zeros(11);
                esds.int8(5).int8(specific.length).bytes(specific);
                esds.int8(6).int8(1).int8(2);
            });
        });
    }

    private static BoxWriter matrix(BoxWriter box) {
        for (int value : IDENTITY) {
            box.int32(value);
        }
        return box;
    }

}
