/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the packets that ffprobe prints, one a line:
 * {@code video|0|0.040000|0.000000|0.040000|K__}; sound that begins or ends within a
 * packet has two more fields, the samples to drop at its start and its end. The sample
 * rates follow, a stream a line: {@code 1|48000}. Other lines are ignored.
 */
final class PacketReader {

    /** What ffprobe prints of packets, their side data, and streams. */
    static final String ENTRIES = "packet=codec_type,stream_index,pts_time,dts_time,duration_time,flags"
            + ":packet_side_data=skip_samples,discard_padding:stream=index,sample_rate";

    /** 14 hours at 60 frames per second; the array then takes 24 MB. */
    private static final int MAX_VIDEO_PACKETS = 3_000_000;

    /** A day of sixteen audio tracks; ffprobe prints them in two minutes. */
    static final int MAX_PACKETS = 65_000_000;

    private static final int MAX_STREAMS = 256;

    private static final int MAX_LINE_WIDTH = 200;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final Map<Integer, Packets> streams = new TreeMap<>();

    private final int maxPackets;

    private int packets;

    PacketReader(int maxPackets) {
        this.maxPackets = maxPackets;
    }

    void read(InputStream output) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.US_ASCII));
        for (String line = BoundedLines.next(lines, MAX_LINE_WIDTH); line != null; line = BoundedLines.next(lines,
                MAX_LINE_WIDTH)) {
            String[] fields = line.split("\\|", -1);
            if (fields.length >= 6 && isNumber(fields[1])) {
                add(fields);
            }
            else if (fields.length == 2 && isNumber(fields[0]) && isNumber(fields[1])) {
                Packets stream = this.streams.get(Integer.parseInt(fields[0]));
                if (stream != null) {
                    stream.sampleRate = Integer.parseInt(fields[1]);
                }
            }
        }
    }

    private void add(String[] fields) throws UnreadableMediaException {
        if (this.packets == this.maxPackets) {
            throw new UnreadableMediaException("The file has more than %d packets.".formatted(this.maxPackets));
        }
        this.packets++;
        Double time = seconds(fields[2]);
        if (time == null) {
            // AVI and others store decode times only.
            time = seconds(fields[3]);
        }
        boolean discarded = fields[5].indexOf('D') >= 0;
        if (time == null || discarded || this.streams.size() == MAX_STREAMS) {
            return;
        }
        Double duration = seconds(fields[4]);
        Packets stream = this.streams.computeIfAbsent(Integer.parseInt(fields[1]),
                (_) -> new Packets("video".equals(fields[0])));
        stream.add(time, (duration != null) ? duration : 0, fields[5].indexOf('K') >= 0);
        if (fields.length >= 8 && isNumber(fields[6]) && isNumber(fields[7])) {
            stream.drop(time, Integer.parseInt(fields[6]), Integer.parseInt(fields[7]));
        }
    }

    private static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    private static @Nullable Double seconds(String field) {
        try {
            double seconds = Double.parseDouble(field);
            return Double.isFinite(seconds) ? seconds : null;
        }
        catch (NumberFormatException ex) {
            return null;
        }
    }

    Map<Integer, StreamTimes> times() {
        Map<Integer, StreamTimes> times = new TreeMap<>();
        this.streams.forEach((index, packets) -> times.put(index, packets.times()));
        return times;
    }

    /** The packets of a stream. */
    private static final class Packets {

        private final boolean video;

        private final KeyFrameGaps keyFrames = new KeyFrameGaps();

        private double[] times = new double[0];

        private int count;

        private double first = Double.POSITIVE_INFINITY;

        private double last = Double.NEGATIVE_INFINITY;

        private double end = Double.NEGATIVE_INFINITY;

        private double longest;

        private int sampleRate;

        private int droppedAtStart;

        private int droppedAtEnd;

        Packets(boolean video) {
            this.video = video;
        }

        void add(double time, double duration, boolean keyFrame) throws UnreadableMediaException {
            if (this.video) {
                if (this.count == MAX_VIDEO_PACKETS) {
                    throw new UnreadableMediaException("The video has more than three million frames.");
                }
                if (this.count == this.times.length) {
                    this.times = Arrays.copyOf(this.times, Math.max(1024, 2 * this.count));
                }
                this.times[this.count] = time;
                if (keyFrame) {
                    this.keyFrames.add(time);
                }
            }
            this.count++;
            this.longest = Math.max(this.longest, duration);
            this.first = Math.min(this.first, time);
            if (time >= this.last) {
                this.last = time;
                this.end = time + duration;
                this.droppedAtEnd = 0;
            }
        }

        /** Notes samples that a decoder drops from the packet just added. */
        void drop(double time, int atStart, int atEnd) {
            if (time <= this.first) {
                this.droppedAtStart = atStart;
            }
            if (time >= this.last) {
                this.droppedAtEnd = atEnd;
            }
        }

        StreamTimes times() {
            if (this.video) {
                return StreamTimes.of(Arrays.copyOf(this.times, this.count), this.end, this.keyFrames);
            }
            StreamTimes packets = StreamTimes.ofEnds(this.first, this.last, this.end, this.count);
            double dropped = seconds(this.droppedAtStart);
            // Some containers have subtracted them from the duration.
            double decodedEnd = Math.min(packets.end(),
                    this.last + Math.max(this.longest, packets.interval()) - seconds(this.droppedAtEnd));
            return (this.first + dropped < decodedEnd)
                    ? StreamTimes.ofEnds(this.first, this.first, decodedEnd, this.count).without(dropped) : packets;
        }

        private double seconds(int samples) {
            return (this.sampleRate > 0) ? (double) samples / this.sampleRate : 0;
        }

    }

}
