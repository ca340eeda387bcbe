/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.ByteBuffer;

import dev.streamgate.contracts.media.VideoCodec;

/** An HEVC configuration (ISO/IEC 14496-15, section 8.3.2.1). */
public final class HevcConfig extends VideoConfig {

    private static final String BOX = "hvcC";

    private static final int CONSTRAINTS = 6;

    private static final int LEVEL = 12;

    HevcConfig(BoxReader entry) throws UnsupportedMp4Exception {
        super(entry, BOX, 23);
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.HEVC;
    }

    /**
     * ISO/IEC 14496-15, annex E.3: profile space and profile, the compatibility flags in
     * reverse bit order, tier and level, and the bytes of constraint flags without zeros
     * at their end.
     */
    @Override
    public String codecs() {
        int profile = record(1);
        StringBuilder codecs = new StringBuilder(codec().sampleEntry()).append('.');
        if (profile >> 6 > 0) {
            codecs.append((char) ('A' + (profile >> 6) - 1));
        }
        codecs.append(profile & 0x1f)
            .append('.')
            .append(Integer.toHexString(Integer.reverse(ByteBuffer.wrap(record(), 2, Integer.BYTES).getInt())))
            .append(((profile & 0x20) != 0) ? ".H" : ".L")
            .append(record(LEVEL));
        int end = LEVEL;
        while (end > CONSTRAINTS && record(end - 1) == 0) {
            end--;
        }
        for (int i = CONSTRAINTS; i < end; i++) {
            codecs.append('.').append(Integer.toHexString(record(i)));
        }
        return codecs.toString();
    }

    @Override
    String box() {
        return BOX;
    }

}
