/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Objects as files of a directory. An object is written to the hidden folder
 * {@code .tmp}, synced, and renamed or linked to its final name; {@code .staging} holds
 * unfinished uploads. All of them share one file system. Any number of processes may
 * share the directory.
 */
final class DiskBlobStore extends StagedBlobStore {

    private final Path directory;

    private final DurableFolders folders;

    DiskBlobStore(Path directory, Path staging) throws IOException {
        super(staging, directory.resolve(".tmp"));
        this.directory = directory.toAbsolutePath().normalize();
        this.folders = new DurableFolders(this.directory);
        if (!Files.getFileStore(staging).equals(Files.getFileStore(this.directory))) {
            throw new IOException("The staging directory " + staging
                    + " must be on the same file system as the blob directory " + this.directory);
        }
    }

    @Override
    public Blob put(String key, InputStream content, long length) throws IOException {
        Path target = path(key);
        return withTemporaryFile(content, length, (file) -> move(file, target, key));
    }

    @Override
    public boolean putIfAbsent(String key, InputStream content, long length) throws IOException {
        Path target = path(key);
        if (Files.exists(target)) {
            return false;
        }
        try {
            return withTemporaryFile(content, length, (file) -> {
                inFolderOf(target, () -> Files.createLink(target, file));
                DiskFiles.syncParent(target);
                return true;
            });
        }
        catch (FileAlreadyExistsException ex) {
            return false;
        }
    }

    @Override
    public Optional<Blob> stat(String key) throws IOException {
        return DiskFolder.stat(path(key), key);
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        try {
            FileChannel channel = FileChannel.open(path(key), StandardOpenOption.READ);
            channel.position(offset);
            return new LimitedInputStream(Channels.newInputStream(channel), length);
        }
        catch (NoSuchFileException ex) {
            throw new BlobNotFoundException(key);
        }
    }

    @Override
    public Optional<Path> localFile(String key) {
        Path file = path(key);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    @Override
    public boolean delete(String key) throws IOException {
        Path file = path(key);
        return !Files.isDirectory(file) && DiskFiles.delete(file);
    }

    @Override
    public void deleteFolder(String folder, Instant publishedUntil, Guard guard) throws IOException {
        DiskFolder.delete(this.directory.resolve(BlobKeys.checkFolder(folder)), publishedUntil, guard);
    }

    @Override
    public List<Blob> list(String folder, @Nullable String after, int limit) throws IOException {
        Path path = this.directory.resolve(BlobKeys.checkFolder(folder));
        return DiskFolder.list(path, folder, after, BlobKeys.checkPageSize(limit));
    }

    @Override
    Blob publish(Path file, String key) throws IOException {
        return move(file, path(key), key);
    }

    private Blob move(Path file, Path target, String key) throws IOException {
        inFolderOf(target, () -> Files.move(file, target, StandardCopyOption.ATOMIC_MOVE));
        DiskFiles.syncParent(target);
        return stat(key).orElseThrow(() -> new BlobNotFoundException(key));
    }

    private Path path(String key) {
        return this.directory.resolve(BlobKeys.check(key));
    }

    /**
     * Creates the folder of a file and runs an action in it. Retries once, since another
     * process may delete the empty folder in between.
     */
    private void inFolderOf(Path target, FolderAction action) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new NoSuchFileException(target.toString());
        }
        this.folders.create(folder);
        try {
            action.run();
        }
        catch (NoSuchFileException ex) {
            this.folders.create(folder);
            action.run();
        }
    }

    /** An action that needs the folder. */
    @FunctionalInterface
    private interface FolderAction {

        @Nullable Object run() throws IOException;

    }

}
