/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

import org.jspecify.annotations.Nullable;

/**
 * A path of the default file system that leads through a {@link FaultyFileSystem}.
 *
 * @param system the file system
 * @param path the path
 */
record FaultyPath(FaultyFileSystem system, Path path) implements Path {

    private Path wrap(Path other) {
        return this.system.wrap(other);
    }

    private @Nullable Path wrapNullable(@Nullable Path other) {
        return (other != null) ? wrap(other) : null;
    }

    @Override
    public FaultyFileSystem getFileSystem() {
        return this.system;
    }

    @Override
    public boolean isAbsolute() {
        return this.path.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return wrapNullable(this.path.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return wrapNullable(this.path.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return wrapNullable(this.path.getParent());
    }

    @Override
    public int getNameCount() {
        return this.path.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return wrap(this.path.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return wrap(this.path.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return this.path.startsWith(FaultyFileSystem.unwrap(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return this.path.endsWith(FaultyFileSystem.unwrap(other));
    }

    @Override
    public Path normalize() {
        return wrap(this.path.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return wrap(this.path.resolve(FaultyFileSystem.unwrap(other)));
    }

    @Override
    public Path relativize(Path other) {
        return wrap(this.path.relativize(FaultyFileSystem.unwrap(other)));
    }

    @Override
    public URI toUri() {
        return this.path.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return wrap(this.path.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return wrap(this.path.toRealPath(options));
    }

    @Override
    public File toFile() {
        return this.path.toFile();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return this.path.compareTo(FaultyFileSystem.unwrap(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FaultyPath faulty && this.path.equals(faulty.path);
    }

    @Override
    public int hashCode() {
        return this.path.hashCode();
    }

    @Override
    public String toString() {
        return this.path.toString();
    }

}
