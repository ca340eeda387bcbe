/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Creates an empty ELF64 shared object. The delivered ffmpeg is linked against desktop
 * libraries (X11, sound) that it needs only to capture from devices. On systems without
 * them an empty library of that name satisfies the loader: functions are bound lazily,
 * and none of them is called.
 */
final class StubLibrary {

    private static final int HEADER = 64;

    private static final int PROGRAM_HEADER = 56;

    private static final int SYMBOL = 24;

    private static final int DYNAMIC_ENTRIES = 7;

    private StubLibrary() {
    }

    /**
     * Creates the library.
     * @param name its file name and SONAME
     * @param architecture {@code os.arch}: {@code amd64} or {@code aarch64}
     */
    static byte[] create(String name, String architecture) {
        short machine = switch (architecture) {
            case "amd64", "x86_64" -> 62;
            case "aarch64", "arm64" -> 183;
            default -> throw new IllegalArgumentException("No stub libraries for " + architecture);
        };
        byte[] strings = ("\0" + name + "\0").getBytes(StandardCharsets.US_ASCII);
        int symbols = HEADER + 2 * PROGRAM_HEADER;
        int hash = symbols + SYMBOL;
        int dynamic = hash + 16;
        int names = dynamic + DYNAMIC_ENTRIES * 16;
        int size = names + strings.length;
        ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        // ELF header: 64 bit, little-endian, ET_DYN, two program headers, no sections.
        elf.put(new byte[] { 0x7f, 'E', 'L', 'F', 2, 1, 1, 0 }).position(16);
        elf.putShort((short) 3).putShort(machine).putInt(1);
        elf.putLong(0).putLong(HEADER).putLong(0).putInt(0);
        elf.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 2);
        elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        // PT_LOAD of the whole file, writable because the loader relocates the dynamic
        // table in place; 64 KiB is the largest page of either architecture.
        programHeader(elf, 1, 0, size, 0x10000);
        programHeader(elf, 2, dynamic, DYNAMIC_ENTRIES * 16, 8);
        // The null symbol, and a hash table whose single bucket refers to it.
        elf.position(hash);
        elf.putInt(1).putInt(1).putInt(0).putInt(0);
        entry(elf, 14, 1); // DT_SONAME: offset 1 in the string table
        entry(elf, 4, hash);
        entry(elf, 5, names);
        entry(elf, 6, symbols);
        entry(elf, 10, strings.length);
        entry(elf, 11, SYMBOL);
        entry(elf, 0, 0);
        elf.put(strings);
        return elf.array();
    }

    private static void programHeader(ByteBuffer elf, int type, long offset, long size, long align) {
        int readWrite = 6;
        elf.putInt(type).putInt(readWrite).putLong(offset).putLong(offset).putLong(offset);
        elf.putLong(size).putLong(size).putLong(align);
    }

    private static void entry(ByteBuffer elf, long tag, long value) {
        elf.putLong(tag).putLong(value);
    }

}
