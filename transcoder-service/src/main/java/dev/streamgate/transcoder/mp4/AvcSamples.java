/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Inspects H.264 samples. */
public final class AvcSamples {

    /** NAL unit type of a slice of an IDR picture. */
    static final int IDR = 5;

    private static final int LAST_SLICE = 5;

    private static final int SEQUENCE_PARAMETERS = 7;

    private static final int PICTURE_PARAMETERS = 8;

    /** Enough for a slice header up to its picture order count. */
    private static final int SLICE_HEADER = 32;

    private static final int MAX_PARAMETERS = 64 * 1024;

    /** Slice types repeat: the second half says that all slices of a picture agree. */
    private static final int SLICE_TYPES = 5;

    private static final int B_SLICE = 1;

    /** Limit of parameter sets and SEI messages before the first slice. */
    private static final int MAX_UNITS = 64;

    private AvcSamples() {
    }

    /**
     * Whether the first slice of a sample belongs to an IDR picture: no later sample
     * references an earlier one. A file's list of sync samples does not guarantee that.
     */
    public static boolean isIdr(FileChannel file, SampleTable samples, int sample, AvcConfig config)
            throws IOException {
        Unit slice = new Unit(file, samples, sample, config);
        return slice.toSlice((unit) -> true) && slice.type == IDR;
    }

    /**
     * Whether all parameter sets before the first slice of a sample are those of the
     * configuration.
     */
    public static boolean hasOnlyKnownParameterSets(FileChannel file, SampleTable samples, int sample, AvcConfig config)
            throws IOException {
        return new Unit(file, samples, sample, config)
            .toSlice((unit) -> (unit.type != SEQUENCE_PARAMETERS && unit.type != PICTURE_PARAMETERS)
                    || config.contains(unit.content(MAX_PARAMETERS)));
    }

    /** Whether the first slice of a sample is a B slice. */
    public static boolean isBidirectional(FileChannel file, SampleTable samples, int sample, AvcConfig config)
            throws IOException {
        try {
            AvcBits slice = new AvcBits(slice(file, samples, sample, config));
            // first_mb_in_slice, slice_type.
            slice.code();
            return slice.code() % SLICE_TYPES == B_SLICE;
        }
        catch (BufferUnderflowException ex) {
            return false;
        }
    }

    /** The start of a sample's first slice; empty without one. */
    static byte[] slice(FileChannel file, SampleTable samples, int sample, AvcConfig config) throws IOException {
        Unit slice = new Unit(file, samples, sample, config);
        return slice.toSlice((unit) -> true) ? slice.content(SLICE_HEADER) : new byte[0];
    }

    /** A cursor over the NAL units of a sample. */
    private static final class Unit {

        private final FileChannel file;

        private final int lengthSize;

        private final long end;

        private long position;

        private int length;

        private int type;

        Unit(FileChannel file, SampleTable samples, int sample, AvcConfig config) {
            this.file = file;
            this.lengthSize = config.lengthSize();
            this.position = samples.offset(sample);
            this.end = this.position + samples.size(sample);
        }

        /**
         * Moves to the first slice; false without a slice, or if a unit before it does
         * not satisfy the condition.
         */
        boolean toSlice(UnitCondition condition) throws IOException {
            ByteBuffer header = ByteBuffer.allocate(this.lengthSize + 1);
            for (int unit = 0; unit < MAX_UNITS && this.position + this.lengthSize < this.end; unit++) {
                header.clear();
                if (this.file.read(header, this.position) < header.capacity()) {
                    return false;
                }
                long size = 0;
                for (int i = 0; i < this.lengthSize; i++) {
                    size = (size << 8) | Byte.toUnsignedInt(header.get(i));
                }
                this.position += this.lengthSize;
                this.length = (int) Math.min(size, this.end - this.position);
                this.type = header.get(this.lengthSize) & 0x1f;
                if (this.type >= 1 && this.type <= LAST_SLICE) {
                    return true;
                }
                if (!condition.test(this)) {
                    return false;
                }
                this.position += size;
            }
            return false;
        }

        /** The unit's first bytes. */
        byte[] content(int maximum) throws IOException {
            ByteBuffer content = ByteBuffer.allocate(Math.clamp(this.length, 0, maximum));
            this.file.read(content, this.position);
            return content.array();
        }

    }

    /** A condition of a NAL unit. */
    @FunctionalInterface
    private interface UnitCondition {

        boolean test(Unit unit) throws IOException;

    }

}
