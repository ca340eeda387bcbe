/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Creates folders and makes their names durable, once for each folder and process: that a
 * folder exists does not say so, since the process that created it may have ended before
 * its sync. Thread-safe.
 */
final class DurableFolders {

    private static final int MAX_KNOWN = 10_000;

    private final Path top;

    /** Keys of folders whose name is durable; a recreated folder has another one. */
    private final Map<Path, Object> known = new ConcurrentHashMap<>();

    /**
     * Creates the directory itself.
     * @param top the directory that has all folders
     */
    DurableFolders(Path top) throws IOException {
        this.top = top;
        DiskFiles.createFolders(top);
        Path parent = top.getParent();
        if (parent != null && Files.isReadable(parent)) {
            DiskFiles.syncFolder(parent);
        }
    }

    /** Creates a folder of the directory, with its parents. */
    void create(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || !parent.startsWith(this.top)) {
            return;
        }
        Object key = key(folder);
        if (key != null && key.equals(this.known.get(folder))) {
            return;
        }
        create(parent);
        Files.createDirectories(folder);
        DiskFiles.syncFolder(parent);
        if (this.known.size() >= MAX_KNOWN) {
            this.known.clear();
        }
        key = key(folder);
        if (key != null) {
            this.known.put(folder, key);
        }
    }

    /** The key of a folder; null if it does not exist or the system has no keys. */
    private static @Nullable Object key(Path folder) throws IOException {
        try {
            return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        }
        catch (NoSuchFileException ex) {
            return null;
        }
    }

}
