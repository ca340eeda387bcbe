/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order in which H.264 pictures are presented, by their picture order counts (ITU-T
 * H.264, section 8.2.1.1). Containers such as AVI only have the order of decoding.
 */
public final class AvcOrder {

    private static final int EXTENDED_SEQUENCE = 3;

    /** Profiles whose parameter sets describe the chroma format (7.3.2.1.1). */
    private static final Set<Integer> HIGH_PROFILES = Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134,
            135);

    private static final int SMALL_LISTS = 6;

    private boolean separatePlanes;

    private int frameNumberBits;

    private int orderType;

    private int orderBits;

    private boolean framesOnly;

    /** Upper part of the count of the last reference picture. */
    private int upper;

    /** Lower part of the count of the last reference picture. */
    private int lower;

    private AvcOrder(AvcBits parameters) {
        int profile = parameters.bits(8);
        parameters.bits(16);
        parameters.code();
        if (HIGH_PROFILES.contains(profile)) {
            skipChroma(parameters);
        }
        this.frameNumberBits = parameters.code() + 4;
        this.orderType = parameters.code();
        if (this.orderType == 0) {
            this.orderBits = parameters.code() + 4;
            parameters.code();
            parameters.bits(1);
            parameters.code();
            parameters.code();
            this.framesOnly = parameters.bits(1) == 1;
        }
    }

    private void skipChroma(AvcBits parameters) {
        int chroma = parameters.code();
        if (chroma == EXTENDED_SEQUENCE) {
            this.separatePlanes = parameters.bits(1) == 1;
        }
        parameters.code();
        parameters.code();
        parameters.bits(1);
        if (parameters.bits(1) == 1) {
            for (int list = 0; list < ((chroma == EXTENDED_SEQUENCE) ? 12 : 8); list++) {
                if (parameters.bits(1) == 1) {
                    skipScalingList(parameters, (list < SMALL_LISTS) ? 16 : 64);
                }
            }
        }
    }

    private static void skipScalingList(AvcBits parameters, int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = Math.floorMod(last + parameters.signedCode(), 256);
            last = (next == 0) ? last : next;
        }
    }

    /**
     * The composition offset of each sample in ticks: the first presented picture of each
     * sequence of dependent pictures is presented when its first one is decoded. Empty if
     * the samples state no order or have no other one than that of decoding.
     */
    public static Optional<int[]> compositionOffsets(FileChannel file, SampleTable samples, AvcConfig config)
            throws IOException {
        try {
            AvcOrder order = new AvcOrder(new AvcBits(config.sequenceParameters()));
            if (order.orderType != 0) {
                return Optional.empty();
            }
            int[] offsets = new int[samples.count()];
            int[] counts = new int[samples.count()];
            int start = 0;
            for (int i = 0; i < counts.length; i++) {
                byte[] slice = AvcSamples.slice(file, samples, i, config);
                if (slice.length == 0) {
                    // Skipped or cut off: presented after the one before.
                    counts[i] = (i > start) ? counts[i - 1] : 0;
                    continue;
                }
                boolean idr = (slice[0] & 0x1f) == AvcSamples.IDR;
                if (idr) {
                    arrange(samples, counts, start, i, offsets);
                    start = i;
                }
                counts[i] = order.count(slice, idr);
            }
            arrange(samples, counts, start, counts.length, offsets);
            return Arrays.stream(offsets).allMatch((offset) -> offset == 0) ? Optional.empty() : Optional.of(offsets);
        }
        catch (BufferUnderflowException ex) {
            return Optional.empty();
        }
    }

    private static void arrange(SampleTable samples, int[] counts, int from, int to, int[] offsets) {
        int[] presented = IntStream.range(from, to)
            .boxed()
            .sorted(Comparator.comparingInt((Integer sample) -> counts[sample]))
            .mapToInt(Integer::intValue)
            .toArray();
        for (int i = 0; i < presented.length; i++) {
            offsets[presented[i]] = (int) (samples.decodeTime(from + i) - samples.decodeTime(presented[i]));
        }
    }

    /** The picture order count of a slice, given with the header of its NAL unit. */
    private int count(byte[] slice, boolean idr) {
        AvcBits header = new AvcBits(slice);
        header.code();
        header.code();
        header.code();
        header.bits((this.separatePlanes ? 2 : 0) + this.frameNumberBits);
        if (!this.framesOnly && header.bits(1) == 1) {
            header.bits(1);
        }
        if (idr) {
            header.code();
            this.upper = 0;
            this.lower = 0;
        }
        int low = header.bits(this.orderBits);
        int range = 1 << this.orderBits;
        int high = this.upper;
        if (this.lower - low >= range / 2) {
            high += range;
        }
        else if (low - this.lower > range / 2) {
            high -= range;
        }
        boolean reference = (slice[0] & 0x60) != 0;
        if (reference) {
            this.upper = high;
            this.lower = low;
        }
        return high + low;
    }

}
