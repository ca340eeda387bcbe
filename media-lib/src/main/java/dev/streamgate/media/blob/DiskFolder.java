/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The objects below a folder of a {@link DiskBlobStore}. */
final class DiskFolder {

    private DiskFolder() {
    }

    static Optional<Blob> stat(Path file, String key) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            return Optional
                .of(new Blob(key, attributes.size(), attributes.lastModifiedTime().toInstant(), etag(attributes)));
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
    }

    private static String etag(BasicFileAttributes attributes) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        long nanos = TimeUnit.SECONDS.toNanos(modified.getEpochSecond()) + modified.getNano();
        return Long.toHexString(nanos) + "-" + Long.toHexString(attributes.size());
    }

    static List<Blob> list(Path path, String folder, @Nullable String after, int limit) throws IOException {
        List<Blob> found = new ArrayList<>();
        collect(path, folder, (after != null) ? after : "", limit, found);
        return found;
    }

    /**
     * Descends in key order: a folder's name sorts with its slash, so the walk ends as
     * soon as the page is full.
     */
    private static void collect(Path path, String prefix, String after, int limit, List<Blob> found)
            throws IOException {
        for (var child : children(path).entrySet()) {
            if (found.size() >= limit) {
                return;
            }
            String key = prefix + child.getKey();
            boolean folder = key.endsWith("/");
            if (folder && (key.compareTo(after) > 0 || after.startsWith(key))) {
                collect(child.getValue(), key, after, limit, found);
            }
            else if (!folder && key.compareTo(after) > 0) {
                stat(child.getValue(), key).ifPresent(found::add);
            }
        }
    }

    private static SortedMap<String, Path> children(Path path) throws IOException {
        SortedMap<String, Path> children = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                children.put(Files.isDirectory(file) ? name + "/" : name, file);
            }
        }
        catch (NoSuchFileException | NotDirectoryException ex) {
            return children;
        }
        return children;
    }

    static void delete(Path folder, Instant modifiedUntil, BlobStore.Guard guard) throws IOException {
        for (var child : children(folder).entrySet()) {
            if (child.getKey().endsWith("/")) {
                delete(child.getValue(), modifiedUntil, guard);
            }
            else if (isModifiedUntil(modifiedUntil, child.getValue())) {
                guard.check();
                Files.deleteIfExists(child.getValue());
            }
        }
        try {
            DiskFiles.delete(folder);
        }
        catch (DirectoryNotEmptyException ex) {
            // Another process has put an object here since; it stays.
            DiskFiles.syncFolder(folder);
        }
    }

    private static boolean isModifiedUntil(Instant instant, Path file) throws IOException {
        try {
            return instant.equals(Instant.MAX) || !Files.getLastModifiedTime(file).toInstant().isAfter(instant);
        }
        catch (NoSuchFileException ex) {
            return false;
        }
    }

}
