/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Positions, decode times and presentation times of the samples of a track, in decode
 * order.
 */
public final class SampleTable {

    /** 14 hours at 60 frames per second; the arrays then take 72 MB. */
    private static final int MAX_SAMPLES = 3_000_000;

    private final int[] sizes;

    private final long[] offsets;

    private final long[] decodeTimes;

    /** Empty if all are 0; of fewer samples in an odd file. */
    private final int[] compositionOffsets;

    private final BitSet sync;

    private final boolean allSync;

    private final long end;

    private SampleTable(int[] sizes, long[] offsets, long[] decodeTimes, int[] compositionOffsets, BitSet sync,
            boolean allSync, long end) {
        this.sizes = sizes;
        this.offsets = offsets;
        this.decodeTimes = decodeTimes;
        this.compositionOffsets = compositionOffsets;
        this.sync = sync;
        this.allSync = allSync;
        this.end = end;
    }

    /** Number of samples. */
    public int count() {
        return this.sizes.length;
    }

    /** Size of a sample in bytes. */
    public int size(int sample) {
        return this.sizes[sample];
    }

    /** File offset of a sample. */
    public long offset(int sample) {
        return this.offsets[sample];
    }

    /** Decode time of a sample in ticks. */
    public long decodeTime(int sample) {
        return this.decodeTimes[sample];
    }

    /** Presentation time of a sample in ticks. */
    public long presentationTime(int sample) {
        return this.decodeTimes[sample]
                + ((sample < this.compositionOffsets.length) ? this.compositionOffsets[sample] : 0);
    }

    /** Ticks from the decode time of a sample to that of the next one. */
    public long duration(int sample) {
        return ((sample + 1 < count()) ? this.decodeTimes[sample + 1] : this.end) - this.decodeTimes[sample];
    }

    /** Whether decoding can start at a sample. */
    public boolean isSync(int sample) {
        return this.allSync || this.sync.get(sample);
    }

    /** Whether frames are presented in another order than they are decoded in. */
    public boolean isReordered() {
        for (int i = 1; i < this.compositionOffsets.length; i++) {
            if (presentationTime(i) < presentationTime(i - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether composition offsets exist, but not for all samples. */
    public boolean lacksOffsets() {
        return this.compositionOffsets.length > 0 && this.compositionOffsets.length < count();
    }

    /** Sum of all sample durations in ticks. */
    public long end() {
        return this.end;
    }

    static SampleTable read(BoxReader stbl) throws UnsupportedMp4Exception {
        int[] sizes = sizes(stbl);
        long[] times = new long[sizes.length];
        long end = decodeTimes(stbl.descend("stts"), times);
        Optional<BoxReader> ctts = stbl.child("ctts");
        int[] compositionOffsets = ctts.isPresent() ? compositionOffsets(ctts.get(), sizes.length) : new int[0];
        Optional<BoxReader> stss = stbl.child("stss");
        BitSet sync = new BitSet();
        if (stss.isPresent()) {
            syncSamples(stss.get(), sizes.length, sync);
        }
        return new SampleTable(sizes, offsets(stbl, sizes), times, compositionOffsets, sync, stss.isEmpty(), end);
    }

    private static int[] sizes(BoxReader stbl) throws UnsupportedMp4Exception {
        BoxReader stsz = stbl.child("stsz").orElseThrow(() -> new UnsupportedMp4Exception("the track has no stsz box"));
        stsz.version();
        long constant = stsz.uint32();
        if (constant != 0) {
            long count = stsz.uint32();
            if (count > MAX_SAMPLES || constant > Integer.MAX_VALUE) {
                throw new UnsupportedMp4Exception("the track has too many samples");
            }
            int[] sizes = new int[(int) count];
            Arrays.fill(sizes, (int) constant);
            return sizes;
        }
        int count = stsz.count(Integer.BYTES);
        if (count > MAX_SAMPLES) {
            throw new UnsupportedMp4Exception("the track has too many samples");
        }
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = stsz.int32();
            if (sizes[i] < 0) {
                throw new BufferUnderflowException();
            }
        }
        return sizes;
    }

    private static long decodeTimes(BoxReader stts, long[] times) {
        stts.version();
        int entries = stts.count(8);
        int sample = 0;
        long time = 0;
        for (int entry = 0; entry < entries; entry++) {
            long count = stts.uint32();
            long delta = stts.uint32();
            for (long i = 0; i < count && sample < times.length; i++) {
                times[sample++] = time;
                time += delta;
            }
        }
        if (sample < times.length) {
            throw new BufferUnderflowException();
        }
        return time;
    }

    private static int[] compositionOffsets(BoxReader ctts, int samples) {
        ctts.version();
        int[] compositionOffsets = new int[samples];
        int entries = ctts.count(8);
        int sample = 0;
        for (int entry = 0; entry < entries; entry++) {
            long count = ctts.uint32();
            // Unsigned in version 0, but writers store negative numbers there, too.
            int offset = ctts.int32();
            for (long i = 0; i < count && sample < samples; i++) {
                compositionOffsets[sample++] = offset;
            }
        }
        return Arrays.copyOf(compositionOffsets, sample);
    }

    private static void syncSamples(BoxReader stss, int samples, BitSet sync) {
        stss.version();
        int entries = stss.count(Integer.BYTES);
        for (int entry = 0; entry < entries; entry++) {
            long number = stss.uint32();
            if (number >= 1 && number <= samples) {
                sync.set((int) number - 1);
            }
        }
    }

    private static long[] offsets(BoxReader stbl, int[] sizes) {
        boolean large = stbl.child("co64").isPresent();
        BoxReader chunks = stbl.descend(large ? "co64" : "stco");
        chunks.version();
        int chunkCount = chunks.count(large ? Long.BYTES : Integer.BYTES);
        BoxReader stsc = stbl.descend("stsc");
        stsc.version();
        int runs = stsc.count(12);
        long[] offsets = new long[sizes.length];
        int sample = 0;
        int chunk = 0;
        long first = (runs > 0) ? stsc.uint32() : 0;
        for (int run = 0; run < runs; run++) {
            long perChunk = stsc.uint32();
            stsc.skip(Integer.BYTES);
            long next = (run + 1 < runs) ? stsc.uint32() : chunkCount + 1L;
            if (first != chunk + 1L || next <= first || next > chunkCount + 1L) {
                throw new BufferUnderflowException();
            }
            for (; chunk < next - 1; chunk++) {
                long offset = large ? chunks.int64() : chunks.uint32();
                for (long i = 0; i < perChunk && sample < sizes.length; i++) {
                    offsets[sample] = offset;
                    offset += sizes[sample++];
                }
            }
            first = next;
        }
        if (sample < sizes.length) {
            throw new BufferUnderflowException();
        }
        return offsets;
    }

}
