/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads fragmented MP4 with several video tracks from a pipe, sample by sample, as ffmpeg
 * writes it with {@code empty_moov+default_base_moof}.
 */
public final class FragmentReader {

    private static final long MAX_HEADER = 16L * 1024 * 1024;

    private static final int MAX_SAMPLE = 256 * 1024 * 1024;

    private final DataInputStream in;

    private final Map<Integer, TrackHeader> tracks = new LinkedHashMap<>();

    private long position;

    public FragmentReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * Passes each sample to the consumer until the stream ends or the consumer returns
     * {@code false}.
     * @throws IOException if the stream is malformed, or the consumer throws
     */
    public void read(SampleConsumer consumer) throws IOException, InterruptedException {
        try {
            List<Sample> pending = List.of();
            long moof = 0;
            for (Optional<BoxHeader> next = header(); next.isPresent(); next = header()) {
                BoxHeader box = next.get();
                switch (box.type()) {
                    case "moov" -> readTracks(content(box));
                    case "moof" -> {
                        moof = box.start();
                        pending = samples(content(box));
                    }
                    case "mdat" -> {
                        if (!readSamples(pending, moof, box, consumer)) {
                            return;
                        }
                        pending = List.of();
                    }
                    default -> skip(box.length());
                }
            }
        }
        catch (BufferUnderflowException ex) {
            throw new IOException("ffmpeg wrote a malformed MP4", ex);
        }
    }

    private Optional<BoxHeader> header() throws IOException {
        long start = this.position;
        int first = this.in.read();
        if (first < 0) {
            return Optional.empty();
        }
        byte[] rest = new byte[7];
        this.in.readFully(rest);
        ByteBuffer header = ByteBuffer.allocate(8).put((byte) first).put(rest).flip();
        long size = Integer.toUnsignedLong(header.getInt());
        String type = BoxReader.fourcc(header);
        int length = 8;
        if (size == 1) {
            size = this.in.readLong();
            length = 16;
        }
        if (size < length) {
            throw new BufferUnderflowException();
        }
        this.position += length;
        return Optional.of(new BoxHeader(type, start, size - length));
    }

    private BoxReader content(BoxHeader box) throws IOException {
        if (box.length() > MAX_HEADER) {
            throw new BufferUnderflowException();
        }
        return BoxReader.of(box.type(), ByteBuffer.wrap(bytes((int) box.length())));
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        this.in.readFully(bytes);
        this.position += length;
        return bytes;
    }

    private void skip(long length) throws IOException {
        this.in.skipNBytes(length);
        this.position += length;
    }

    private void readTracks(BoxReader moov) throws UnsupportedMp4Exception {
        for (BoxReader trak : moov.children()) {
            if (trak.type().equals("trak")) {
                BoxReader tkhd = trak.descend("tkhd");
                tkhd.skip((tkhd.version() == 1) ? 16 : 8);
                int id = tkhd.int32();
                BoxReader mdhd = trak.descend("mdia", "mdhd");
                mdhd.skip((mdhd.version() == 1) ? 16 : 8);
                int timescale = mdhd.int32();
                BoxReader stsd = trak.descend("mdia", "minf", "stbl", "stsd").skip(8);
                this.tracks.put(id,
                        new TrackHeader(this.tracks.size(), timescale, VideoConfig.read(stsd.children().getFirst())));
            }
        }
    }

    private List<Sample> samples(BoxReader moof) {
        List<Sample> samples = new ArrayList<>();
        for (BoxReader traf : moof.children()) {
            if (traf.type().equals("traf")) {
                readTrackFragment(traf, samples);
            }
        }
        samples.sort(Comparator.comparingLong(Sample::offset));
        return samples;
    }

    private void readTrackFragment(BoxReader traf, List<Sample> samples) {
        Defaults defaults = Defaults.read(traf.descend("tfhd"));
        TrackHeader track = this.tracks.get(defaults.track());
        if (track == null) {
            throw new BufferUnderflowException();
        }
        BoxReader tfdt = traf.descend("tfdt");
        long time = (tfdt.version() == 1) ? tfdt.int64() : tfdt.uint32();
        for (BoxReader trun : traf.children()) {
            if (trun.type().equals("trun")) {
                time = readRun(trun, track, defaults, time, samples);
            }
        }
    }

    private static long readRun(BoxReader trun, TrackHeader track, Defaults defaults, long start,
            List<Sample> samples) {
        int flags = trun.int32() & 0xffffff;
        long count = trun.uint32();
        long offset = ((flags & 0x1) != 0) ? trun.int32() : 0;
        int firstFlags = ((flags & 0x4) != 0) ? trun.int32() : defaults.flags();
        long time = start;
        for (long i = 0; i < count; i++) {
            long duration = ((flags & 0x100) != 0) ? trun.uint32() : defaults.duration();
            int size = ((flags & 0x200) != 0) ? trun.int32() : defaults.size();
            int sampleFlags = ((flags & 0x400) != 0) ? trun.int32() : (i == 0) ? firstFlags : defaults.flags();
            int shift = ((flags & 0x800) != 0) ? trun.int32() : 0;
            if (size < 0 || size > MAX_SAMPLE) {
                throw new BufferUnderflowException();
            }
            samples.add(new Sample(track, offset, size, time + shift, (sampleFlags & 0x10000) == 0));
            offset += size;
            time += duration;
        }
        return time;
    }

    /** Passes samples to the consumer; false if it wants no more. */
    private boolean readSamples(List<Sample> samples, long moof, BoxHeader mdat, SampleConsumer consumer)
            throws IOException, InterruptedException {
        long end = this.position + mdat.length();
        for (Sample sample : samples) {
            long gap = moof + sample.offset() - this.position;
            if (gap < 0 || gap + sample.size() > end - this.position) {
                throw new EOFException("A sample lies outside its mdat box");
            }
            skip(gap);
            if (!consumer.accept(sample.track(), sample.time(), sample.sync(), bytes(sample.size()))) {
                return false;
            }
        }
        skip(end - this.position);
        return true;
    }

    /** Consumes samples in file order. */
    @FunctionalInterface
    public interface SampleConsumer {

        /**
         * Consumes a sample.
         * @param track its track
         * @param time its presentation time in ticks of the track
         * @param sync whether decoding can start here
         * @param data its bytes
         * @return whether to continue
         */
        boolean accept(TrackHeader track, long time, boolean sync, byte[] data)
                throws IOException, InterruptedException;

    }

    /**
     * A track of the stream.
     *
     * @param number its position among the tracks, from 0
     * @param timescale ticks per second
     * @param config its codec configuration
     */
    public record TrackHeader(int number, int timescale, VideoConfig config) {
    }

    /** A box whose content follows. */
    private record BoxHeader(String type, long start, long length) {
    }

    /** A sample whose bytes follow. */
    private record Sample(TrackHeader track, long offset, int size, long time, boolean sync) {
    }

    /** Default values of a track fragment. */
    private record Defaults(int track, long duration, int size, int flags) {

        static Defaults read(BoxReader tfhd) {
            int flags = tfhd.int32() & 0xffffff;
            int track = tfhd.int32();
            tfhd.skip(((flags & 0x1) != 0) ? 8 : 0);
            tfhd.skip(((flags & 0x2) != 0) ? 4 : 0);
            long duration = ((flags & 0x8) != 0) ? tfhd.uint32() : 0;
            int size = ((flags & 0x10) != 0) ? tfhd.int32() : 0;
            return new Defaults(track, duration, size, ((flags & 0x20) != 0) ? tfhd.int32() : 0);
        }

    }

}
