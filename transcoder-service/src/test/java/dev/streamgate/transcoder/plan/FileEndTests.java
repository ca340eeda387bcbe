/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Detection of files whose end is missing. */
class FileEndTests {

    @TempDir
    private Path directory;

    @Test
    void aFragmentedMp4EndsWithAWholeBox() throws IOException {
        byte[] file = ByteBuffer.allocate(64)
            .putInt(16)
            .put("ftypiso5\0\0\0\0".getBytes(StandardCharsets.US_ASCII))
            .putInt(24)
            .put("moof".getBytes(StandardCharsets.US_ASCII))
            .position(40)
            .putInt(1)
            .put("mdat".getBytes(StandardCharsets.US_ASCII))
            .putLong(24)
            .array();
        assertThat(isMissing(file, "mov,mp4,m4a,3gp,3g2,mj2")).isFalse();
        for (int length : new int[] { 20, 39, 44, 50, 63 }) {
            assertThat(isMissing(Arrays.copyOf(file, length), "mov,mp4,m4a,3gp,3g2,mj2")).as("%d bytes", length)
                .isTrue();
        }
        assertThat(isMissing(Arrays.copyOf(file, 40), "mov,mp4,m4a,3gp,3g2,mj2")).as("between boxes").isFalse();
    }

    @Test
    void anAviMayHaveSeveralRiffChunks() throws IOException {
        byte[] file = ByteBuffer.allocate(50)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("RIFF".getBytes(StandardCharsets.US_ASCII))
            .putInt(21)
            .position(30)
            .put("RIFF".getBytes(StandardCharsets.US_ASCII))
            .putInt(12)
            .array();
        assertThat(isMissing(file, "avi")).isFalse();
        assertThat(isMissing(Arrays.copyOf(file, 30), "avi")).isFalse();
        assertThat(isMissing(Arrays.copyOf(file, 29), "avi")).as("without the padding").isFalse();
        assertThat(isMissing(Arrays.copyOf(file, 20), "avi")).isTrue();
        assertThat(isMissing(Arrays.copyOf(file, 45), "avi")).isTrue();
        Arrays.fill(file, 4, 8, (byte) 0);
        assertThat(isMissing(file, "avi")).as("written as a stream").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = { 188, 192, 204 })
    void aTransportStreamEndsWithAWholePacket(int packet) throws IOException {
        byte[] file = new byte[5 * packet];
        for (int at = (packet == 192) ? 4 : 0; at < file.length; at += packet) {
            file[at] = 0x47;
        }
        assertThat(isMissing(file, "mpegts")).isFalse();
        assertThat(isMissing(Arrays.copyOf(file, 4 * packet + 5), "mpegts")).isTrue();
        assertThat(isMissing(Arrays.copyOf(file, 5 * packet + 7), "mpegts")).as("other bytes follow").isFalse();
        assertThat(isMissing(file, "matroska,webm")).isFalse();
    }

    @Test
    void aTransportStreamEndsWithWholePesPackets() throws IOException {
        byte[] declared = transport(transportPacket(true, false, 300), transportPacket(false, false, 0),
                transportPacket(true, true, 100));
        assertThat(isMissing(declared, "mpegts")).isFalse();
        assertThat(isMissing(transport(transportPacket(true, true, 100), transportPacket(true, true, 100),
                transportPacket(true, false, 300)), "mpegts"))
            .as("184 of 306 bytes")
            .isTrue();
        byte[] unbounded = transport(transportPacket(true, false, 0), transportPacket(false, false, 0),
                transportPacket(false, true, 0));
        assertThat(isMissing(unbounded, "mpegts")).isFalse();
        assertThat(isMissing(transport(transportPacket(true, false, 0), transportPacket(false, false, 0),
                transportPacket(false, false, 0)), "mpegts"))
            .as("without the stuffing that ends a PES packet of unknown length")
            .isTrue();
    }

    private static byte[] transport(byte[]... packets) {
        ByteBuffer file = ByteBuffer.allocate(packets.length * packets[0].length);
        for (byte[] packet : packets) {
            file.put(packet);
        }
        return file.array();
    }

    /** A packet of video, with some stuffing before its payload. */
    private static byte[] transportPacket(boolean starts, boolean stuffed, int pesLength) {
        ByteBuffer packet = ByteBuffer.allocate(188)
            .put((byte) 0x47)
            .putShort((short) (0x100 | (starts ? 0x4000 : 0)))
            .put((byte) (stuffed ? 0x30 : 0x10));
        if (stuffed) {
            packet.put((byte) 60).position(packet.position() + 60);
        }
        if (starts) {
            packet.putInt(0x1e0).putShort((short) pesLength);
        }
        return packet.array();
    }

    private boolean isMissing(byte[] file, String format) throws IOException {
        return FileEnd.isMissing(Files.write(this.directory.resolve("file"), file), format);
    }

}
