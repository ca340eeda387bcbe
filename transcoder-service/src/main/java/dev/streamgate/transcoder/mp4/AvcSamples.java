/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Inspects H.264 samples. */
public final class AvcSamples {

    private static final int IDR = 5;

    private static final int LAST_SLICE = 5;

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
        long position = samples.offset(sample);
        long end = position + samples.size(sample);
        int lengthSize = config.lengthSize();
        ByteBuffer header = ByteBuffer.allocate(lengthSize + 1);
        for (int unit = 0; unit < MAX_UNITS && position + lengthSize < end; unit++) {
            header.clear();
            if (file.read(header, position) < header.capacity()) {
                return false;
            }
            long length = 0;
            for (int i = 0; i < lengthSize; i++) {
                length = (length << 8) | Byte.toUnsignedInt(header.get(i));
            }
            int type = header.get(lengthSize) & 0x1f;
            if (type >= 1 && type <= LAST_SLICE) {
                return type == IDR;
            }
            position += lengthSize + length;
        }
        return false;
    }

}
