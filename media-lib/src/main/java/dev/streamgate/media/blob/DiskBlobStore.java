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
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Objects as files of a directory. An object is written to the hidden folder
 * {@code .tmp}, synced, and renamed or linked to its name, all on one file system;
 * {@code .staging} holds unfinished uploads. The directory may be shared by any number of
 * processes.
 */
final class DiskBlobStore implements BlobStore {

    /** Longer than any single put can take; uploads do not pass through .tmp. */
    private static final Duration ABANDONED = Duration.ofHours(24);

    private final Path directory;

    private final Path temporary;

    private final Path staging;

    DiskBlobStore(Path directory, Path staging) throws IOException {
        this.directory = directory.toAbsolutePath().normalize();
        this.temporary = this.directory.resolve(".tmp");
        this.staging = staging.toAbsolutePath().normalize();
        DiskFiles.createFolders(this.temporary);
        DiskFiles.createFolders(this.staging);
        if (!Files.getFileStore(this.staging).equals(Files.getFileStore(this.directory))) {
            throw new IOException("The staging directory must be on the file system of the blob directory");
        }
        DiskFiles.deleteOlderThan(this.temporary, ABANDONED);
    }

    @Override
    public Blob put(String key, InputStream content, long length) throws IOException {
        Path target = path(key);
        Path file = temporaryFile();
        try {
            DiskFiles.write(file, content, length);
            return move(file, target, key);
        }
        finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public boolean putIfAbsent(String key, InputStream content, long length) throws IOException {
        Path target = path(key);
        if (Files.exists(target)) {
            return false;
        }
        Path file = temporaryFile();
        try {
            DiskFiles.write(file, content, length);
            inFolderOf(target, () -> Files.createLink(target, file));
            DiskFiles.syncParent(target);
            return true;
        }
        catch (FileAlreadyExistsException ex) {
            return false;
        }
        finally {
            Files.deleteIfExists(file);
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
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return Files.deleteIfExists(file);
    }

    @Override
    public void deleteFolder(String folder) throws IOException {
        DiskFolder.delete(this.directory.resolve(BlobKeys.checkFolder(folder)));
    }

    @Override
    public List<Blob> list(String folder, @Nullable String after, int limit) throws IOException {
        Path path = this.directory.resolve(BlobKeys.checkFolder(folder));
        return DiskFolder.list(path, folder, after, limit);
    }

    @Override
    public BlobUpload begin(String uploadKey) throws IOException {
        return StagedUpload.begin(this.staging, uploadKey, this::publish);
    }

    @Override
    public Optional<BlobUpload> resume(String uploadKey) throws IOException {
        return StagedUpload.resume(this.staging, uploadKey, this::publish);
    }

    @Override
    public long usableSpace() throws IOException {
        return Files.getFileStore(this.staging).getUsableSpace();
    }

    private Blob publish(Path file, String key) throws IOException {
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

    private Path temporaryFile() {
        return this.temporary.resolve(UUID.randomUUID().toString());
    }

    /**
     * Makes the folder of a file and runs an action that needs it; once more when another
     * process has deleted the folder in between.
     */
    private static void inFolderOf(Path target, FileAction action) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new NoSuchFileException(target.toString());
        }
        DiskFiles.createFolders(folder);
        try {
            action.run();
        }
        catch (NoSuchFileException ex) {
            DiskFiles.createFolders(folder);
            action.run();
        }
    }

    /** An action on files. */
    @FunctionalInterface
    private interface FileAction {

        @Nullable Object run() throws IOException;

    }

    static String etag(BasicFileAttributes attributes) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        long nanos = TimeUnit.SECONDS.toNanos(modified.getEpochSecond()) + modified.getNano();
        return Long.toHexString(nanos) + "-" + Long.toHexString(attributes.size());
    }

}
