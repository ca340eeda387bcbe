/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What of a directory survives a power failure: the bytes of a file that were synced
 * since they were written, and the names that their folder has synced. POSIX promises no
 * more; a rename is durable in both folders or in none. Requires external locking.
 */
final class DurableState {

    private final Path root;

    private final InstantSource clock;

    private final Map<Path, Node> nodes = new HashMap<>();

    private final List<Rename> renames = new ArrayList<>();

    /** Takes the present content of a directory as durable. */
    DurableState(Path root, InstantSource clock) throws IOException {
        this.root = root;
        this.clock = clock;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Node node = new Node(Files.isDirectory(file) ? null : Files.readAllBytes(file));
                node.modified = Files.getLastModifiedTime(file);
                this.nodes.put(file, node);
                if (!file.equals(root)) {
                    parent(file).durable.put(name(file), node);
                }
            }
        }
    }

    void created(Path file, boolean folder) throws IOException {
        Node node = new Node(folder ? null : new byte[0]);
        this.nodes.put(file, node);
        modified(file, node);
    }

    /** Sets the time of a file to that of the test's clock. */
    void modified(Path file, Node node) throws IOException {
        node.modified = FileTime.from(this.clock.instant());
        if (Files.exists(file)) {
            Files.setLastModifiedTime(file, node.modified);
        }
    }

    void linked(Path link, Path existing) {
        this.nodes.put(link, node(existing));
    }

    void deleted(Path file) {
        this.nodes.remove(file);
    }

    void moved(Path source, Path target) {
        Node node = node(source);
        this.nodes.remove(source);
        this.nodes.put(target, node);
        this.renames.add(new Rename(source, target, node));
    }

    Node node(Path file) {
        Node node = this.nodes.get(file);
        if (node == null) {
            throw new IllegalStateException(file + " is unknown");
        }
        return node;
    }

    /** Makes the names in a folder durable. */
    void folderSynced(Path folder) {
        Node node = node(folder);
        node.durable.clear();
        this.nodes.forEach((file, child) -> {
            if (folder.equals(file.getParent())) {
                node.durable.put(name(file), child);
            }
        });
        this.renames.removeIf((rename) -> rename.synced(folder, this.nodes));
    }

    /**
     * Makes the directory what it is after a power failure.
     * @param names whether the file system had written all names, though not all bytes
     */
    void loseUnsynced(boolean names) throws IOException {
        if (names) {
            List.copyOf(this.nodes.keySet()).stream().filter(Files::isDirectory).forEach(this::folderSynced);
        }
        Node top = node(this.root);
        clear(this.root);
        this.nodes.clear();
        this.renames.clear();
        restore(this.root, top, new HashMap<>());
    }

    private void restore(Path file, Node node, Map<Node, Path> written) throws IOException {
        this.nodes.put(file, node);
        byte[] bytes = node.bytes;
        if (bytes == null) {
            Files.createDirectories(file);
            for (Map.Entry<String, Node> child : node.durable.entrySet()) {
                restore(file.resolve(child.getKey()), child.getValue(), written);
            }
            return;
        }
        Path other = written.putIfAbsent(node, file);
        if (other != null) {
            Files.createLink(file, other);
        }
        else {
            node.dirty.clear();
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, node.modified);
        }
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    private Node parent(Path file) {
        return node(Objects.requireNonNull(file.getParent()));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** A file or a folder. */
    static final class Node {

        private byte @Nullable [] bytes;

        private final BitSet dirty = new BitSet();

        private final Map<String, Node> durable = new TreeMap<>();

        private FileTime modified = FileTime.fromMillis(0);

        Node(byte @Nullable [] bytes) {
            this.bytes = bytes;
        }

        /** Bytes that are in the page cache only. */
        void written(long from, long to) {
            this.dirty.set((int) from, (int) to);
        }

        /** Makes the length and the dirty bytes durable. */
        void synced(byte[] content) {
            byte[] before = this.bytes;
            byte[] after = new byte[content.length];
            if (before != null) {
                System.arraycopy(before, 0, after, 0, Math.min(before.length, after.length));
            }
            this.dirty.stream().filter((i) -> i < content.length).forEach((i) -> after[i] = content[i]);
            this.bytes = after;
            this.dirty.clear();
        }

        /**
         * A failed sync: Linux marks the pages as clean, so the next sync succeeds
         * without them.
         */
        void syncFailed() {
            this.dirty.clear();
        }

        /** A shorter file reads as zeros where it grows again. */
        void truncated(long size) {
            this.dirty.clear((int) size, Integer.MAX_VALUE);
            byte[] present = this.bytes;
            if (present != null && present.length > size) {
                this.dirty.set((int) size, present.length);
            }
        }

        @Override
        public String toString() {
            byte[] present = this.bytes;
            return (present != null) ? "file of " + Arrays.toString(present) : "folder";
        }

    }

    /** A rename that neither folder has synced. */
    private record Rename(Path source, Path target, Node node) {

        boolean synced(Path folder, Map<Path, Node> nodes) {
            boolean inSource = folder.equals(this.source.getParent());
            boolean inTarget = folder.equals(this.target.getParent());
            if (inSource && !inTarget) {
                Node other = nodes.get(this.target.getParent());
                if (other != null) {
                    other.durable.put(name(this.target), this.node);
                }
            }
            if (inTarget && !inSource) {
                Node other = nodes.get(this.source.getParent());
                if (other != null) {
                    other.durable.remove(name(this.source), this.node);
                }
            }
            return inSource || inTarget;
        }

    }

}
