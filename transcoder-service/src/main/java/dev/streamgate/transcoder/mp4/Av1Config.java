/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import dev.streamgate.contracts.media.VideoCodec;

/** An AV1 configuration (AV1 Codec ISO Media File Format Binding, section 2.3). */
public final class Av1Config extends VideoConfig {

    private static final String BOX = "av1C";

    Av1Config(BoxReader entry) throws UnsupportedMp4Exception {
        super(entry, BOX, 4);
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.AV1;
    }

    /** Section 5 of the binding: profile, level, tier and bit depth. */
    @Override
    public String codecs() {
        int flags = record(2);
        int depth = ((flags & 0x40) == 0) ? 8 : ((flags & 0x20) == 0) ? 10 : 12;
        return "%s.%d.%02d%s.%02d".formatted(codec().sampleEntry(), record(1) >> 5, record(1) & 0x1f,
                ((flags & 0x80) != 0) ? "H" : "M", depth);
    }

    @Override
    String box() {
        return BOX;
    }

}
