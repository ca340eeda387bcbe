/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads joined segments independently of the code that wrote them. */
public final class FragmentProbe {

    private final List<Long> segmentStarts = new ArrayList<>();

    private final List<Long> presentationTimes = new ArrayList<>();

    private final List<Integer> withoutKeyFrame = new ArrayList<>();

    private FragmentProbe() {
    }

    private long editStart;

    /** Reads a file. */
    public static FragmentProbe of(Path file) throws IOException {
        FragmentProbe probe = new FragmentProbe();
        for (BoxReader box : BoxReader.of("file", ByteBuffer.wrap(Files.readAllBytes(file))).children()) {
            if (box.type().equals("moov")) {
                probe.readEdit(box);
            }
            if (box.type().equals("moof")) {
                probe.read(box.descend("traf"));
            }
        }
        Collections.sort(probe.presentationTimes);
        return probe;
    }

    /** Decode time of the first sample of each segment. */
    public List<Long> segmentStarts() {
        return this.segmentStarts;
    }

    /** Presentation times of the frames in ascending order. */
    public List<Long> presentationTimes() {
        return this.presentationTimes;
    }

    /** Segments whose first sample is no key frame. */
    public List<Integer> segmentsWithoutLeadingKeyFrame() {
        return this.withoutKeyFrame;
    }

    /** The composition time at which the presentation starts. */
    private void readEdit(BoxReader moov) {
        moov.descend("trak").child("edts").ifPresent((edts) -> {
            BoxReader elst = edts.descend("elst");
            elst.version();
            elst.skip(12);
            this.editStart = elst.int64();
        });
    }

    private void read(BoxReader traf) {
        BoxReader tfhd = traf.descend("tfhd");
        int tfhdFlags = tfhd.int32() & 0xffffff;
        tfhd.skip(4);
        int defaultDuration = ((tfhdFlags & 0x8) != 0) ? tfhd.int32() : 0;
        int defaultFlags = ((tfhdFlags & 0x20) != 0) ? tfhd.int32() : 0;
        BoxReader tfdt = traf.descend("tfdt");
        tfdt.version();
        long time = tfdt.int64();
        BoxReader trun = traf.descend("trun");
        int flags = trun.int32() & 0xffffff;
        int count = trun.int32();
        trun.skip(4);
        int firstFlags = ((flags & 0x4) != 0) ? trun.int32() : defaultFlags;
        for (int i = 0; i < count; i++) {
            int duration = ((flags & 0x100) != 0) ? trun.int32() : defaultDuration;
            trun.skip(4);
            int sampleFlags = ((flags & 0x400) != 0) ? trun.int32() : (i == 0) ? firstFlags : defaultFlags;
            int compositionOffset = ((flags & 0x800) != 0) ? trun.int32() : 0;
            if (i == 0 && (sampleFlags & 0x10000) != 0) {
                this.withoutKeyFrame.add(this.segmentStarts.size());
            }
            if (i == 0) {
                this.segmentStarts.add(time);
            }
            this.presentationTimes.add(time + compositionOffset - this.editStart);
            time += duration;
        }
    }

}
