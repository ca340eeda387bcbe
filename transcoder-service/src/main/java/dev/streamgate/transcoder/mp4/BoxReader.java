/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the fields of one ISO-BMFF box. Every access beyond the box, also through a wrong
 * length, is a {@link BufferUnderflowException}.
 */
final class BoxReader {

    private static final int HEADER = 8;

    /** More children than any genuine box has. */
    private static final int MAX_CHILDREN = 4096;

    private final String type;

    private final ByteBuffer content;

    private BoxReader(String type, ByteBuffer content) {
        this.type = type;
        this.content = content;
    }

    /** Creates a reader for a box whose header has been read. */
    static BoxReader of(String type, ByteBuffer content) {
        return new BoxReader(type, content);
    }

    String type() {
        return this.type;
    }

    int remaining() {
        return this.content.remaining();
    }

    int int32() {
        return this.content.getInt();
    }

    long uint32() {
        return Integer.toUnsignedLong(this.content.getInt());
    }

    long int64() {
        return this.content.getLong();
    }

    int uint16() {
        return Short.toUnsignedInt(this.content.getShort());
    }

    int uint8() {
        return Byte.toUnsignedInt(this.content.get());
    }

    BoxReader skip(int bytes) {
        if (bytes < 0 || bytes > this.content.remaining()) {
            throw new BufferUnderflowException();
        }
        this.content.position(this.content.position() + bytes);
        return this;
    }

    byte[] bytes(int count) {
        if (count < 0 || count > this.content.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        this.content.get(bytes);
        return bytes;
    }

    /** Reads the entry count of a table, which must fit into the rest of the box. */
    int count(int entrySize) {
        long count = uint32();
        if (count * entrySize > this.content.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) count;
    }

    /** The child boxes from here to the end; a rest shorter than a header is padding. */
    List<BoxReader> children() {
        List<BoxReader> children = new ArrayList<>();
        ByteBuffer rest = this.content.slice();
        while (rest.remaining() >= HEADER) {
            long size = Integer.toUnsignedLong(rest.getInt());
            String name = fourcc(rest);
            int header = HEADER;
            if (size == 1) {
                size = rest.getLong();
                header += Long.BYTES;
            }
            else if (size == 0) {
                size = (long) rest.remaining() + header;
            }
            long length = size - header;
            if (length < 0 || length > rest.remaining() || children.size() == MAX_CHILDREN) {
                throw new BufferUnderflowException();
            }
            children.add(new BoxReader(name, rest.slice(rest.position(), (int) length)));
            rest.position(rest.position() + (int) length);
        }
        return children;
    }

    /** The first child of a type. */
    Optional<BoxReader> child(String name) {
        return children().stream().filter((box) -> box.type.equals(name)).findFirst();
    }

    /** The first child along a path of types; it must exist. */
    BoxReader descend(String... path) {
        BoxReader box = this;
        for (String name : path) {
            box = box.child(name).orElseThrow(BufferUnderflowException::new);
        }
        return box;
    }

    /** Reads version and flags of a full box; returns the version. */
    int version() {
        return int32() >>> 24;
    }

    static String fourcc(ByteBuffer from) {
        byte[] name = new byte[4];
        from.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

}
