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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Walks over the objects below a folder of a {@link DiskBlobStore}. */
final class DiskFolder {

    private DiskFolder() {
    }

    static Optional<Blob> stat(Path file, String key) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(new Blob(key, attributes.size(), attributes.lastModifiedTime().toInstant(),
                    DiskBlobStore.etag(attributes)));
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
    }

    static List<Blob> list(Path path, String folder, @Nullable String after, int limit) throws IOException {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("A page holds 1 to 1000 objects");
        }
        List<Blob> found = new ArrayList<>();
        collect(path, folder, (after != null) ? after : "", limit, found);
        return found;
    }

    /**
     * Goes down in the order of keys: a folder sorts with its slash, so that a page ends
     * without having walked what comes after it.
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

    static void delete(Path folder) throws IOException {
        for (var child : children(folder).entrySet()) {
            if (child.getKey().endsWith("/")) {
                delete(child.getValue());
            }
            else {
                Files.deleteIfExists(child.getValue());
            }
        }
        try {
            Files.deleteIfExists(folder);
        }
        catch (DirectoryNotEmptyException ex) {
            // Somebody has just put an object here: it is theirs.
        }
    }

}
