/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

/**
 * The sample metadata of one media segment, in decode order. Writes the part that
 * precedes the sample data: {@code moof} and the header of {@code mdat}.
 */
public final class Fragment {

    private static final int SYNC_FLAGS = 0x02000000;

    private static final int NON_SYNC_FLAGS = 0x01010000;

    private final int sequence;

    private final long decodeTime;

    private final int[] durations;

    private final int[] compositionOffsets;

    private final int[] sizes;

    private final boolean[] sync;

    private int count;

    private long bytes;

    /**
     * Creates an empty fragment.
     * @param number the segment's number, from 0
     * @param decodeTime decode time of its first sample in ticks
     * @param capacity number of samples that will be added
     */
    public Fragment(int number, long decodeTime, int capacity) {
        this.sequence = number + 1;
        this.decodeTime = decodeTime;
        this.durations = new int[capacity];
        this.compositionOffsets = new int[capacity];
        this.sizes = new int[capacity];
        this.sync = new boolean[capacity];
    }

    /**
     * Adds a sample.
     * @param size bytes
     * @param duration ticks between the decode times of this and the next sample
     * @param compositionOffset ticks from decode time to presentation time; may be
     * negative
     * @param sync whether decoding can start here
     */
    public void add(int size, long duration, long compositionOffset, boolean sync) {
        this.durations[this.count] = Math.toIntExact(duration);
        this.compositionOffsets[this.count] = Math.toIntExact(compositionOffset);
        this.sizes[this.count] = size;
        this.sync[this.count] = sync;
        this.bytes += size;
        this.count++;
    }

    /** Number of samples. */
    public int count() {
        return this.count;
    }

    /** Size of the sample data in bytes. */
    public long bytes() {
        return this.bytes;
    }

    /** The bytes that precede the sample data in the segment. */
    public byte[] header() {
        if (this.count != this.sizes.length) {
            throw new IllegalStateException(
                    "Segment " + (this.sequence - 1) + " has " + this.count + " samples of " + this.sizes.length);
        }
        // The data offset depends on moof's size, which does not depend on the offset.
        int size = moof(0).length;
        BoxWriter header = new BoxWriter().bytes(moof(size + mdatHeader()));
        if (mdatHeader() == 16) {
            return header.int32(1).text("mdat").int64(this.bytes + 16).toByteArray();
        }
        return header.int32((int) (this.bytes + 8)).text("mdat").toByteArray();
    }

    private int mdatHeader() {
        return (this.bytes + 8 > Integer.MAX_VALUE) ? 16 : 8;
    }

    private byte[] moof(int dataOffset) {
        boolean sameDuration = allEqual(this.durations);
        boolean hasOffsets = !allEqual(this.compositionOffsets) || this.compositionOffsets[0] != 0;
        boolean firstOnly = onlyFirstIsSync();
        BoxWriter file = new BoxWriter();
        file.box("moof", (moof) -> {
            moof.fullBox("mfhd", 0, 0, (mfhd) -> mfhd.int32(this.sequence));
            moof.box("traf", (traf) -> {
                // default-base-is-moof, default flags, and a default duration if all are
                // equal
                traf.fullBox("tfhd", 0, 0x020020 | (sameDuration ? 0x8 : 0), (tfhd) -> {
                    tfhd.int32(1);
                    if (sameDuration) {
                        tfhd.int32(this.durations[0]);
                    }
                    tfhd.int32(allSync() ? SYNC_FLAGS : NON_SYNC_FLAGS);
                });
                traf.fullBox("tfdt", 1, 0, (tfdt) -> tfdt.int64(this.decodeTime));
                int flags = 0x201 | (firstOnly ? 0x4 : 0) | (sameDuration ? 0 : 0x100) | (hasOffsets ? 0x800 : 0)
                        | (firstOnly || allSync() ? 0 : 0x400);
                traf.fullBox("trun", 1, flags, (trun) -> {
                    trun.int32(this.count).int32(dataOffset);
                    if (firstOnly) {
                        trun.int32(SYNC_FLAGS);
                    }
                    for (int i = 0; i < this.count; i++) {
                        sample(trun, flags, i);
                    }
                });
            });
        });
        return file.toByteArray();
    }

    private void sample(BoxWriter trun, int flags, int i) {
        if ((flags & 0x100) != 0) {
            trun.int32(this.durations[i]);
        }
        trun.int32(this.sizes[i]);
        if ((flags & 0x400) != 0) {
            trun.int32(this.sync[i] ? SYNC_FLAGS : NON_SYNC_FLAGS);
        }
        if ((flags & 0x800) != 0) {
            trun.int32(this.compositionOffsets[i]);
        }
    }

    private boolean allSync() {
        for (boolean one : this.sync) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    private boolean onlyFirstIsSync() {
        for (int i = 0; i < this.count; i++) {
            if (this.sync[i] != (i == 0)) {
                return false;
            }
        }
        return this.count > 1;
    }

    private static boolean allEqual(int[] values) {
        for (int value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

}
