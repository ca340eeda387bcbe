/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import dev.streamgate.media.ffmpeg.UnreadableMediaException;

/**
 * Adds the composition times of H.264 to an MP4 that was copied from a container without
 * them.
 */
public final class CompositionTimes {

    private static final int HEADER = 8;

    private static final int VERSION_1 = 1 << 24;

    private CompositionTimes() {
    }

    /**
     * Rewrites the index of an MP4, which ends the file, if the pictures are presented in
     * another order than they are decoded in.
     * @return whether composition times were added
     */
    public static boolean add(Path file) throws IOException {
        Mp4Track track;
        try {
            track = Mp4Index.read(file).video();
        }
        catch (UnsupportedMp4Exception | UnreadableMediaException ex) {
            return false;
        }
        AvcConfig config = (track != null) ? track.video() : null;
        if (track == null || config == null) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Optional<int[]> offsets = AvcOrder.compositionOffsets(channel, track.samples(), config);
            return offsets.isPresent() && write(channel, offsets.get());
        }
    }

    private static boolean write(FileChannel channel, int[] offsets) throws IOException {
        long moov = last(channel, "moov");
        if (moov < 0 || channel.size() - moov > Integer.MAX_VALUE / 2) {
            return false;
        }
        ByteBuffer index = ByteBuffer.allocate((int) (channel.size() - moov));
        channel.read(index, moov);
        int trak = video(index);
        int mdia = child(index, trak, "mdia");
        int minf = child(index, mdia, "minf");
        int stbl = child(index, minf, "stbl");
        if (stbl < 0) {
            return false;
        }
        // What the copy has are guesses, with an edit that hides their delay.
        free(index, child(index, trak, "edts"));
        free(index, child(index, stbl, "ctts"));
        byte[] table = table(offsets);
        int end = stbl + index.getInt(stbl);
        for (int box : new int[] { 0, trak, mdia, minf, stbl }) {
            index.putInt(box, index.getInt(box) + table.length);
        }
        ByteBuffer result = ByteBuffer.allocate(index.capacity() + table.length);
        result.put(index.array(), 0, end).put(table).put(index.array(), end, index.capacity() - end).flip();
        for (long at = moov; result.hasRemaining();) {
            at += channel.write(result, at);
        }
        return true;
    }

    private static byte[] table(int[] offsets) {
        ByteBuffer table = ByteBuffer.allocate(2 * HEADER + HEADER * offsets.length);
        table.position(2 * HEADER);
        int runs = 0;
        for (int from = 0, to; from < offsets.length; from = to) {
            to = from + 1;
            while (to < offsets.length && offsets[to] == offsets[from]) {
                to++;
            }
            table.putInt(to - from).putInt(offsets[from]);
            runs++;
        }
        byte[] box = new byte[table.position()];
        table.putInt(0, box.length).putInt(4, type("ctts")).putInt(HEADER, VERSION_1).putInt(HEADER + 4, runs);
        table.get(0, box);
        return box;
    }

    /** Position of a top-level box that ends the file; -1 without one. */
    private static long last(FileChannel channel, String type) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(2 * HEADER);
        long size;
        for (long at = 0; at + HEADER <= channel.size(); at += size) {
            header.clear();
            channel.read(header, at);
            size = Integer.toUnsignedLong(header.getInt(0));
            size = (size == 1) ? header.getLong(HEADER) : size;
            if (size < HEADER) {
                return -1;
            }
            if (header.getInt(4) == type(type) && at + size == channel.size()) {
                return at;
            }
        }
        return -1;
    }

    /** Position of the first video track in an index; -1 without one. */
    private static int video(ByteBuffer index) {
        for (int trak = child(index, 0, "trak"); trak >= 0; trak = next(index, 0, trak, "trak")) {
            int hdlr = child(index, child(index, trak, "mdia"), "hdlr");
            if (hdlr >= 0 && index.getInt(hdlr + 2 * HEADER) == type("vide")) {
                return trak;
            }
        }
        return -1;
    }

    private static int child(ByteBuffer index, int parent, String type) {
        return (parent < 0) ? -1 : find(index, parent, parent + HEADER, type);
    }

    private static int next(ByteBuffer index, int parent, int box, String type) {
        return find(index, parent, box + index.getInt(box), type);
    }

    private static int find(ByteBuffer index, int parent, int from, String type) {
        int end = Math.min(parent + index.getInt(parent), index.capacity());
        for (int box = from; box + HEADER <= end && index.getInt(box) >= HEADER; box += index.getInt(box)) {
            if (index.getInt(box + 4) == type(type)) {
                return box;
            }
        }
        return -1;
    }

    private static void free(ByteBuffer index, int box) {
        if (box >= 0) {
            index.putInt(box + 4, type("free"));
        }
    }

    private static int type(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

}
