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
 * Where the samples of a track lie and when they are decoded and shown, in decode order.
 */
public final class SampleTable {

    /** 14 hours at 60 frames a second; the arrays then take 72 MB. */
    private static final int MAX_SAMPLES = 3_000_000;

    private final int[] sizes;

    private final long[] offsets;

    private final long[] decodeTimes;

    private final int[] shifts;

    private final BitSet sync;

    private final boolean allSync;

    private final long end;

    private SampleTable(int[] sizes, long[] offsets, long[] decodeTimes, int[] shifts, BitSet sync, boolean allSync,
            long end) {
        this.sizes = sizes;
        this.offsets = offsets;
        this.decodeTimes = decodeTimes;
        this.shifts = shifts;
        this.sync = sync;
        this.allSync = allSync;
        this.end = end;
    }

    /** How many samples there are. */
    public int count() {
        return this.sizes.length;
    }

    /** Bytes of a sample. */
    public int size(int sample) {
        return this.sizes[sample];
    }

    /** Where a sample begins in the file. */
    public long offset(int sample) {
        return this.offsets[sample];
    }

    /** When a sample is decoded, in ticks of the track. */
    public long decodeTime(int sample) {
        return this.decodeTimes[sample];
    }

    /** When a sample is shown, in ticks of the track. */
    public long presentationTime(int sample) {
        return this.decodeTimes[sample] + ((this.shifts.length > 0) ? this.shifts[sample] : 0);
    }

    /** Whether decoding can begin at a sample. */
    public boolean isSync(int sample) {
        return this.allSync || this.sync.get(sample);
    }

    /** The sum of all durations. */
    public long end() {
        return this.end;
    }

    static SampleTable read(BoxReader stbl) throws UnsupportedMp4Exception {
        int[] sizes = sizes(stbl);
        long[] times = new long[sizes.length];
        long end = decodeTimes(stbl.descend("stts"), times);
        Optional<BoxReader> ctts = stbl.child("ctts");
        int[] shifts = ctts.isPresent() ? shifts(ctts.get(), sizes.length) : new int[0];
        Optional<BoxReader> stss = stbl.child("stss");
        BitSet sync = new BitSet();
        if (stss.isPresent()) {
            syncSamples(stss.get(), sizes.length, sync);
        }
        return new SampleTable(sizes, offsets(stbl, sizes), times, shifts, sync, stss.isEmpty(), end);
    }

    private static int[] sizes(BoxReader stbl) throws UnsupportedMp4Exception {
        BoxReader stsz = stbl.child("stsz")
            .orElseThrow(() -> new UnsupportedMp4Exception("its sample sizes are compact"));
        stsz.version();
        long constant = stsz.uint32();
        if (constant != 0) {
            long count = stsz.uint32();
            if (count > MAX_SAMPLES || constant > Integer.MAX_VALUE) {
                throw new UnsupportedMp4Exception("it has too many samples");
            }
            int[] sizes = new int[(int) count];
            Arrays.fill(sizes, (int) constant);
            return sizes;
        }
        int count = stsz.count(Integer.BYTES);
        if (count > MAX_SAMPLES) {
            throw new UnsupportedMp4Exception("it has too many samples");
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

    private static int[] shifts(BoxReader ctts, int samples) {
        ctts.version();
        int[] shifts = new int[samples];
        int entries = ctts.count(8);
        int sample = 0;
        for (int entry = 0; entry < entries; entry++) {
            long count = ctts.uint32();
            // Version 0 is unsigned on paper; writers put negative numbers there too.
            int shift = ctts.int32();
            for (long i = 0; i < count && sample < samples; i++) {
                shifts[sample++] = shift;
            }
        }
        return shifts;
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
