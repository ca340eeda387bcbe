/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.time.InstantSource;
import java.util.Set;

/**
 * A directory of the default file system whose operations fail as a {@link FaultPlan}
 * says, and which can lose what was not synced. Counted are creations, writes,
 * truncations, syncs, renames, links and deletions below the directory; the paths of
 * {@link #directory} lead through it. The files are real, so that programs can read them.
 * Safe for threads.
 */
public final class FaultyFileSystem extends FileSystem {

    private final FileSystem system;

    private final Path root;

    private final FaultyProvider provider;

    private FaultyFileSystem(Path root, InstantSource clock) throws IOException {
        this.root = root;
        this.system = root.getFileSystem();
        this.provider = new FaultyProvider(this, root, clock);
    }

    /**
     * Wraps a directory, whose present content counts as durable. Nothing fails until
     * {@link #use}.
     * @param directory an existing directory of the default file system
     * @param clock gives files the time of their last change
     * @throws IOException if it cannot be read
     */
    public static FaultyFileSystem over(Path directory, InstantSource clock) throws IOException {
        return new FaultyFileSystem(directory.toRealPath(), clock);
    }

    /** The directory, as a path of this file system. */
    public Path directory() {
        return wrap(this.root);
    }

    /** Makes a plan apply from the next operation on; ends a simulated crash. */
    public void use(FaultPlan plan) {
        this.provider.use(plan);
    }

    /**
     * Makes the directory what it is after a power failure, and lets the next plan apply
     * to it.
     * @param loss what was lost
     * @throws IOException if the directory cannot be changed
     */
    public void lose(Loss loss) throws IOException {
        this.provider.lose(loss);
    }

    FaultyPath wrap(Path path) {
        return new FaultyPath(this, path);
    }

    static Path unwrap(Path path) {
        return (path instanceof FaultyPath faulty) ? faulty.path() : path;
    }

    @Override
    public FileSystemProvider provider() {
        return this.provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return this.system.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return Set.of(wrap(this.root.getRoot()));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return this.system.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return this.system.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(this.system.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = this.system.getPathMatcher(pattern);
        return (path) -> matcher.matches(unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return this.system.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

    /** What a power failure takes. */
    public enum Loss {

        /** Nothing: only the process ended. */
        NOTHING,

        /** Bytes that were not synced; names are those of the last moment. */
        UNSYNCED_BYTES,

        /** Bytes that were not synced, and names whose folder was not. */
        UNSYNCED_BYTES_AND_NAMES

    }

}
