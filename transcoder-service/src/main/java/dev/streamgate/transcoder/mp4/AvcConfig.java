/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

import dev.streamgate.contracts.media.VideoCodec;

/** An H.264 configuration (ISO/IEC 14496-15, section 5.3.3.1). */
public final class AvcConfig extends VideoConfig {

    private static final String BOX = "avcC";

    AvcConfig(BoxReader entry) throws UnsupportedMp4Exception {
        super(entry, BOX, 7);
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.H264;
    }

    @Override
    public String codecs() {
        return "avc1." + HexFormat.of().formatHex(record(), 1, 4);
    }

    @Override
    String box() {
        return BOX;
    }

    /** Whether the configuration contains a parameter set. */
    boolean contains(byte[] parameterSet) {
        byte[] record = record();
        int position = 5;
        // Sequence parameter sets, then picture parameter sets.
        for (int mask : new int[] { 0x1f, 0xff }) {
            int count = (position < record.length) ? record[position++] & mask : 0;
            for (int i = 0; i < count && position + 2 <= record.length; i++) {
                int length = Byte.toUnsignedInt(record[position]) << 8 | Byte.toUnsignedInt(record[position + 1]);
                position += 2;
                if (Arrays.equals(record, position, Math.min(record.length, position + length), parameterSet, 0,
                        parameterSet.length)) {
                    return true;
                }
                position += length;
            }
        }
        return false;
    }

    /**
     * The first sequence parameter set.
     * @throws BufferUnderflowException without one
     */
    byte[] sequenceParameters() {
        BoxReader avcC = BoxReader.of("avcC", ByteBuffer.wrap(record()));
        avcC.skip(5);
        if ((avcC.bytes(1)[0] & 0x1f) == 0) {
            throw new BufferUnderflowException();
        }
        return avcC.bytes(avcC.uint16());
    }

    /** Size in bytes of the length prefix of each NAL unit. */
    public int lengthSize() {
        return (record(4) & 3) + 1;
    }

}
