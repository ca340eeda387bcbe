/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import dev.streamgate.transcoder.mp4.AacConfig;

/** Reads AAC frames from an ADTS stream. */
final class AdtsReader {

    private static final int HEADER = 7;

    private static final int CHECKSUM = 2;

    private final DataInputStream in;

    AdtsReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Reads the next frame; {@code null} at the end. */
    @Nullable Frame next() throws IOException {
        byte[] header = this.in.readNBytes(HEADER);
        if (header.length == 0) {
            return null;
        }
        if (header.length < HEADER || (header[0] & 0xff) != 0xff || (header[1] & 0xf6) != 0xf0) {
            throw new IOException("ffmpeg wrote a malformed ADTS stream");
        }
        int length = ((header[3] & 3) << 11) | ((header[4] & 0xff) << 3) | ((header[5] & 0xff) >> 5);
        int rest = length - HEADER;
        if ((header[1] & 1) == 0) {
            this.in.skipNBytes(CHECKSUM);
            rest -= CHECKSUM;
        }
        if (rest < 0) {
            throw new IOException("ffmpeg wrote a malformed ADTS stream");
        }
        byte[] data = new byte[rest];
        this.in.readFully(data);
        return new Frame(AacConfig.ofAdts(header), data);
    }

    /** A frame of 1024 samples. */
    static final class Frame {

        private final AacConfig config;

        private final byte[] data;

        Frame(AacConfig config, byte[] data) {
            this.config = config;
            this.data = data;
        }

        AacConfig config() {
            return this.config;
        }

        byte[] data() {
            return this.data;
        }

    }

}
