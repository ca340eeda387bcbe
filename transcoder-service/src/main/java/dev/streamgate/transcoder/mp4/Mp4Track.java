/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.KeyFrameGaps;
import dev.streamgate.media.ffmpeg.StreamTimes;

/**
 * A track of an MP4 file.
 *
 * @param kind its kind
 * @param timescale ticks per second
 * @param codec four-character code of the codec, for instance {@code avc1}
 * @param video its H.264 configuration; {@code null} for other codecs
 * @param audio its AAC configuration; {@code null} for other codecs
 * @param edit its edit list
 * @param samples its samples
 * @param descriptions number of sample descriptions; codec and configuration are those of
 * the first
 */
public record Mp4Track(Kind kind, int timescale, String codec, @Nullable AvcConfig video, @Nullable AacConfig audio,
        Edit edit, SampleTable samples, int descriptions) {

    /** Edit lists count in the movie's clock, which is often one of milliseconds. */
    private static final double ROUNDING = 0.001;

    /** Kind of a track. */
    public enum Kind {

        /** Video. */
        VIDEO,

        /** Audio. */
        AUDIO

    }

    /**
     * A simple edit list: an empty edit, then one part of the track.
     *
     * @param delay duration of the empty edit in seconds
     * @param mediaStart media time at which the part starts, in ticks of the track
     * @param duration duration of the part in seconds; 0 for the rest of the track
     */
    public record Edit(double delay, long mediaStart, double duration) {
    }

    /** The kind of a track; empty for other than video and audio. */
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
        long descriptions = stsd.uint32();
        BoxReader entry = stsd.children().getFirst();
        String codec = entry.type();
        AvcConfig video = codec.equals("avc1") ? new AvcConfig(entry) : null;
        AacConfig audio = codec.equals("mp4a") ? AacConfig.read(entry) : null;
        return new Mp4Track(kind, (int) timescale, codec, video, audio, edit(trak, movieTimescale),
                SampleTable.read(stbl), (int) Math.min(descriptions, Integer.MAX_VALUE));
    }

    /**
     * The times of its samples in the movie's clock, as far as the edit list shows them;
     * empty if it shows none.
     */
    public Optional<StreamTimes> times() {
        double offset = this.edit.delay() - (double) this.edit.mediaStart() / this.timescale;
        double start = this.edit.delay();
        double end = (this.edit.duration() > 0) ? start + this.edit.duration() : Double.POSITIVE_INFINITY;
        double[] times = new double[this.samples.count()];
        KeyFrameGaps keyFrames = new KeyFrameGaps();
        int count = 0;
        double last = Double.NEGATIVE_INFINITY;
        long lastTime = 0;
        for (int i = 0; i < times.length; i++) {
            double time = offset + (double) this.samples.presentationTime(i) / this.timescale;
            double shown = time + this.samples.duration(i) / 2.0 / this.timescale;
            if (time < end && (shown >= start - ROUNDING || this.kind == Kind.AUDIO)) {
                times[count++] = Math.max(start, time);
                if (this.samples.isSync(i)) {
                    keyFrames.add(Math.max(start, time));
                }
                if (time > last) {
                    last = time;
                    lastTime = this.samples.duration(i);
                }
            }
        }
        double ended = Math.min(end, last + (double) lastTime / this.timescale);
        if (count == 0) {
            return Optional.empty();
        }
        StreamTimes shown = StreamTimes.of(Arrays.copyOf(times, count), ended, keyFrames);
        return Optional.of((this.edit.mediaStart() > 0) ? shown.trimmed() : shown);
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
                    throw new UnsupportedMp4Exception("the edit list has several parts");
                }
                return new Edit(delay, mediaTime, (double) duration / movieTimescale);
            }
            delay += (double) duration / movieTimescale;
        }
        return new Edit(delay, 0, 0);
    }

}
