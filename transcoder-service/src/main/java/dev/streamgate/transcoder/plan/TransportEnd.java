/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/** The end of an MPEG-TS (ISO/IEC 13818-1). */
final class TransportEnd {

    private static final byte SYNC = 0x47;

    /** Bytes of a packet of this layout, and those before its synchronization byte. */
    private static final int[][] LAYOUTS = { { 188, 0 }, { 192, 4 }, { 204, 0 } };

    private static final int PACKET = 188;

    private static final int HEADER = 4;

    /** Bytes of a PES packet up to its length, inclusive. */
    private static final int PES_HEADER = 6;

    /**
     * Packets at the end that are read: a PES packet of 64 KB and others between them.
     */
    private static final int MAX_PACKETS = 2000;

    private final Map<Integer, Integer> missing = new HashMap<>();

    private boolean open;

    private TransportEnd() {
    }

    /**
     * Whether the file ends within a transport packet, or within a PES packet: before the
     * bytes that it declares, or, if it declares none, without the stuffing that fills
     * its last transport packet.
     */
    static boolean isMissing(FileChannel channel) throws IOException {
        for (int[] layout : LAYOUTS) {
            int length = layout[0];
            int offset = layout[1];
            boolean found = true;
            for (int i = 0; i < 3 && found; i++) {
                found = isSync(channel, (long) i * length + offset);
            }
            if (found) {
                long rest = channel.size() % length;
                boolean within = rest > offset && isSync(channel, channel.size() - rest + offset);
                return within || new TransportEnd().endsWithinPes(channel, length, offset);
            }
        }
        return false;
    }

    private boolean endsWithinPes(FileChannel channel, int length, int offset) throws IOException {
        long packets = channel.size() / length;
        for (long i = Math.max(0, packets - MAX_PACKETS); i < packets; i++) {
            ByteBuffer packet = FileEnd.read(channel, i * length + offset, PACKET);
            if (packet.limit() < PACKET || packet.get(0) != SYNC) {
                return false;
            }
            accept(packet);
        }
        return this.open || this.missing.values().stream().anyMatch((bytes) -> bytes > 0);
    }

    private void accept(ByteBuffer packet) {
        int flags = packet.getShort(1);
        int pid = flags & 0x1fff;
        boolean starts = (flags & 0x4000) != 0;
        boolean adapted = (packet.get(3) & 0x20) != 0;
        int payload = HEADER + (adapted ? 1 + Byte.toUnsignedInt(packet.get(HEADER)) : 0);
        if ((packet.get(3) & 0x10) == 0 || payload >= PACKET) {
            return;
        }
        if (starts) {
            boolean elementary = payload + PES_HEADER <= PACKET && (packet.getInt(payload) & 0xffffff00) == 0x100
                    && Byte.toUnsignedInt(packet.get(payload + 3)) >= 0xbd;
            int declared = elementary ? Short.toUnsignedInt(packet.getShort(payload + HEADER)) : -1;
            this.missing.remove(pid);
            if (declared > 0) {
                this.missing.put(pid, declared + PES_HEADER);
            }
            else if (declared == 0) {
                this.missing.put(pid, Integer.MIN_VALUE);
            }
        }
        Integer bytes = this.missing.get(pid);
        boolean unbounded = bytes != null && bytes < -PACKET;
        this.open = unbounded && !adapted;
        if (bytes != null && !unbounded) {
            this.missing.put(pid, bytes - (PACKET - payload));
        }
    }

    private static boolean isSync(FileChannel channel, long position) throws IOException {
        ByteBuffer read = FileEnd.read(channel, position, 1);
        return read.hasRemaining() && read.get(0) == SYNC;
    }

}
