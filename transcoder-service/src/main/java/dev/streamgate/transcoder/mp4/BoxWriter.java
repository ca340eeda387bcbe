/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes ISO-BMFF boxes to memory. */
final class BoxWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    /** Writes a box; the consumer writes its content. */
    BoxWriter box(String type, Consumer<BoxWriter> content) {
        BoxWriter inner = new BoxWriter();
        content.accept(inner);
        return int32(inner.out.size() + 8).text(type).bytes(inner.toByteArray());
    }

    /** Writes a box with version and flags. */
    BoxWriter fullBox(String type, int version, int flags, Consumer<BoxWriter> content) {
        return box(type, (box) -> content.accept(box.int32((version << 24) | flags)));
    }

    BoxWriter int8(int value) {
        this.out.write(value);
        return this;
    }

    BoxWriter int16(int value) {
        return int8(value >> 8).int8(value);
    }

    BoxWriter int32(int value) {
        return bytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    BoxWriter int64(long value) {
        return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    BoxWriter zeros(int count) {
        return bytes(new byte[count]);
    }

    BoxWriter text(String ascii) {
        return bytes(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    BoxWriter bytes(byte[] bytes) {
        this.out.writeBytes(bytes);
        return this;
    }

    byte[] toByteArray() {
        return this.out.toByteArray();
    }

}
