/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.digest.Sha256;

/**
 * SHA-256 of each file of a backup, in the format of {@code sha256sum}. Reading a copy to
 * compute them also syncs it: what they confirm survives a power failure.
 */
final class Checksums {

    /** Name of the file in the backup. */
    static final String FILE = "SHA256SUMS";

    private final Sync sync;

    Checksums(Sync sync) {
        this.sync = sync;
    }

    /** Syncs all files and folders of a backup and writes their checksums. */
    void write(Path backup) throws IOException {
        StringBuilder lines = new StringBuilder();
        of(backup).forEach((path, sum) -> lines.append(sum).append("  ").append(path).append('\n'));
        Path file = backup.resolve(FILE);
        Files.writeString(file, lines);
        this.sync.sync(file);
        this.sync.sync(backup);
    }

    /** Reads the checksums of a backup; empty if an earlier version made it. */
    static Map<String, String> read(Path backup) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        Path file = backup.resolve(FILE);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                sums.put(line.substring(line.indexOf("  ") + 2), line.substring(0, line.indexOf(' ')));
            }
        }
        return sums;
    }

    /**
     * Syncs a restored folder and compares it with the checksums of the backup.
     * @param sums all checksums; none to sync only
     * @param prefix the folder's name in the backup
     * @throws IOException if a file is missing or differs
     */
    void verify(Map<String, String> sums, String prefix, Path folder) throws IOException {
        Map<String, String> actual = of(folder);
        for (Map.Entry<String, String> expected : sums.entrySet()) {
            if (expected.getKey().startsWith(prefix + "/")) {
                String sum = actual.get(expected.getKey().substring(prefix.length() + 1));
                if (!expected.getValue().equals(sum)) {
                    throw new IOException(expected.getKey()
                            + ((sum != null) ? " differs from its checksum" : " is missing in the backup"));
                }
            }
        }
    }

    /** Makes the entries of a folder durable. */
    void sync(Path folder) throws IOException {
        this.sync.sync(folder);
    }

    private SortedMap<String, String> of(Path root) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    sums.put(root.relativize(file).toString(), sha256(file));
                    Checksums.this.sync.sync(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Checksums.this.sync.sync(folder);
                return FileVisitResult.CONTINUE;
            }

        });
        return sums;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.hex(in);
        }
    }

    /** Makes a file or the entries of a folder durable. */
    @FunctionalInterface
    interface Sync {

        /** By fsync. */
        Sync DISK = (path) -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        };

        void sync(Path path) throws IOException;

    }

}
