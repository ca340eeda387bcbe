/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Detects by the structure of its container that the end of a file is missing. */
final class FileEnd {

    /** A file may consist of any number of empty boxes. */
    private static final int MAX_PARTS = 1_000_000;

    private FileEnd() {
    }

    /**
     * Whether the last box of an MP4, chunk of an AVI or WAV, or packet of a stream of an
     * MPEG-TS is incomplete; false for other containers.
     * @param format the name of the container, as ffmpeg has it
     */
    static boolean isMissing(Path file, String format) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (format.contains("mp4")) {
                return exceeds(channel, ByteOrder.BIG_ENDIAN);
            }
            if (format.equals("avi") || format.equals("wav")) {
                return exceeds(channel, ByteOrder.LITTLE_ENDIAN);
            }
            return format.equals("mpegts") && TransportEnd.isMissing(channel);
        }
    }

    /** Whether the last box or chunk declares more bytes than the file has. */
    private static boolean exceeds(FileChannel channel, ByteOrder order) throws IOException {
        boolean riff = order == ByteOrder.LITTLE_ENDIAN;
        long size = channel.size();
        long position = 0;
        for (int part = 0; part < MAX_PARTS && position < size; part++) {
            ByteBuffer header = read(channel, position, 16).order(order);
            if (header.limit() < 8) {
                return !riff;
            }
            if (riff && !StandardCharsets.US_ASCII.decode(header.slice(0, 4)).toString().equals("RIFF")) {
                return false;
            }
            long length = Integer.toUnsignedLong(header.getInt(riff ? 4 : 0));
            if (riff) {
                // Writers that cannot seek leave the length open.
                if (length == 0 || length == 0xFFFF_FFFFL) {
                    return false;
                }
                length += 8 + (length & 1);
            }
            else if (length == 1) {
                length = (header.limit() == 16) ? header.getLong(8) : Long.MAX_VALUE;
            }
            // A box of length 0 extends to the end of the file.
            if (length < 8) {
                return false;
            }
            // The byte that pads an odd chunk is often absent at the end.
            if (length > size - position + (riff ? 1 : 0)) {
                return true;
            }
            position += length;
        }
        return false;
    }

    static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // Until the buffer is full or the file ends.
        }
        return bytes.flip();
    }

}
