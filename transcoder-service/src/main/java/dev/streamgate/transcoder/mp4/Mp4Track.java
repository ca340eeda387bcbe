/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A track of an MP4 file.
 *
 * @param kind what it holds
 * @param timescale ticks a second
 * @param codec four characters that name the codec, for instance {@code avc1}
 * @param video how its pictures are coded; {@code null} unless it is H.264
 * @param audio how its sound is coded; {@code null} unless it is AAC
 * @param edit which part of it is played when
 * @param samples its samples
 */
public record Mp4Track(Kind kind, int timescale, String codec, @Nullable AvcConfig video, @Nullable AacConfig audio,
        Edit edit, SampleTable samples) {

    /** What a track holds. */
    public enum Kind {

        /** Pictures. */
        VIDEO,

        /** Sound. */
        AUDIO

    }

    /**
     * The edit list, as far as it is simple: first nothing for a while, then the track
     * from some point on.
     *
     * @param delay seconds of nothing at the start
     * @param mediaStart where the track begins to be played, in its own ticks
     * @param duration how much of it is played, in seconds; 0 when all of it
     */
    public record Edit(double delay, long mediaStart, double duration) {
    }

    /** What a track holds; empty when it is neither pictures nor sound. */
    static Optional<Kind> kind(BoxReader trak) {
        Optional<BoxReader> hdlr = trak.child("mdia").flatMap((mdia) -> mdia.child("hdlr"));
        if (hdlr.isEmpty()) {
            return Optional.empty();
        }
        BoxReader box = hdlr.get();
        box.version();
        return switch (new String(box.skip(4).bytes(4), StandardCharsets.ISO_8859_1)) {
            case "vide" -> Optional.of(Kind.VIDEO);
            case "soun" -> Optional.of(Kind.AUDIO);
            default -> Optional.empty();
        };
    }

    static Mp4Track read(BoxReader trak, Kind kind, long movieTimescale) throws UnsupportedMp4Exception {
        BoxReader mdhd = trak.descend("mdia", "mdhd");
        mdhd.skip((mdhd.version() == 1) ? 16 : 8);
        long timescale = mdhd.uint32();
        if (timescale <= 0 || timescale > Integer.MAX_VALUE) {
            throw new BufferUnderflowException();
        }
        BoxReader stbl = trak.descend("mdia", "minf", "stbl");
        BoxReader stsd = stbl.descend("stsd");
        stsd.version();
        if (stsd.uint32() != 1) {
            throw new UnsupportedMp4Exception("a track changes its format");
        }
        BoxReader entry = stsd.children().getFirst();
        String codec = entry.type();
        AvcConfig video = codec.equals("avc1") ? AvcConfig.read(entry) : null;
        AacConfig audio = codec.equals("mp4a") ? AacConfig.read(entry) : null;
        return new Mp4Track(kind, (int) timescale, codec, video, audio, edit(trak, movieTimescale),
                SampleTable.read(stbl));
    }

    private static Edit edit(BoxReader trak, long movieTimescale) throws UnsupportedMp4Exception {
        Optional<BoxReader> elst = trak.child("edts").flatMap((edts) -> edts.child("elst"));
        if (elst.isEmpty()) {
            return new Edit(0, 0, 0);
        }
        BoxReader box = elst.get();
        boolean large = box.version() == 1;
        int entries = box.count(large ? 20 : 12);
        double delay = 0;
        for (int i = 0; i < entries; i++) {
            long duration = large ? box.int64() : box.uint32();
            long mediaTime = large ? box.int64() : box.int32();
            int rate = box.int32();
            if (mediaTime >= 0) {
                if (i < entries - 1 || rate != 0x10000) {
                    throw new UnsupportedMp4Exception("it is edited");
                }
                return new Edit(delay, mediaTime, (double) duration / movieTimescale);
            }
            delay += (double) duration / movieTimescale;
        }
        return new Edit(delay, 0, 0);
    }

}
