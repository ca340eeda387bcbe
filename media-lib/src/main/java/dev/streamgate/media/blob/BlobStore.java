/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Stores objects under keys. Safe for use by many threads and many processes at once.
 * <p>
 * Keys are relative, use {@code /}, and consist of {@code [A-Za-z0-9._-]} segments that
 * do not start with a dot, at most 512 characters; any other key is an
 * {@link IllegalArgumentException}.
 * <p>
 * <b>Atomic:</b> an object is there whole or not at all; a reader never sees a part of
 * one, whatever dies when. <b>Durable:</b> when {@link #put}, {@link #putIfAbsent} or
 * {@link BlobUpload#finish} return, the object survives kill -9 and loss of power (on
 * disk: file and folder are synced; on S3: what the bucket promises).
 */
public interface BlobStore {

    /**
     * Publishes an object, in place of an older one with this key.
     * @param key the object's key
     * @param content its bytes; read to the end, not closed
     * @param length how many bytes {@code content} holds
     * @return the object
     * @throws IOException if it cannot be written, or {@code content} holds more or fewer
     * bytes; nothing is published then
     */
    Blob put(String key, InputStream content, long length) throws IOException;

    /**
     * Publishes an object unless there is one with this key. Of several callers at once
     * exactly one wins.
     * @param key the object's key
     * @param content its bytes; read to the end, not closed
     * @param length how many bytes {@code content} holds
     * @return whether this call published it
     * @throws IOException as for {@link #put}
     */
    boolean putIfAbsent(String key, InputStream content, long length) throws IOException;

    /** Looks an object up. */
    Optional<Blob> stat(String key) throws IOException;

    /** Whether there is an object with this key. */
    default boolean exists(String key) throws IOException {
        return stat(key).isPresent();
    }

    /**
     * Reads a range of an object.
     * @param key the object's key
     * @param offset first byte
     * @param length how many bytes; less come when the object ends before
     * @return the bytes; the caller closes it
     * @throws BlobNotFoundException if there is no such object
     */
    InputStream open(String key, long offset, long length) throws IOException;

    /**
     * Reads a whole object.
     * @throws BlobNotFoundException if there is no such object
     */
    default InputStream open(String key) throws IOException {
        return open(key, 0, Long.MAX_VALUE);
    }

    /**
     * The object as a file of this machine, to be read only; empty when there is no such
     * object or the store is not a directory here. The path stays valid until the object
     * is deleted.
     */
    Optional<Path> localFile(String key) throws IOException;

    /** Deletes an object; returns whether there was one. */
    boolean delete(String key) throws IOException;

    /**
     * Deletes every object below a folder.
     * @param folder a key with a slash at its end
     */
    void deleteFolder(String folder) throws IOException;

    /**
     * Lists objects below a folder in the order of their keys.
     * @param folder a key with a slash at its end
     * @param after only keys above this one; {@code null} for the first page
     * @param limit at most so many, 1 to 1000
     */
    List<Blob> list(String folder, @Nullable String after, int limit) throws IOException;

    /**
     * Begins an object that arrives in parts. Its bytes are kept on this machine's disk
     * until {@link BlobUpload#finish}.
     * @param uploadKey names the unfinished upload; a namespace apart from that of
     * objects
     * @throws java.nio.file.FileAlreadyExistsException if it was begun before
     */
    BlobUpload begin(String uploadKey) throws IOException;

    /**
     * Finds an upload that was begun before, also by a process that has died since; empty
     * when there is none, or it was finished or discarded.
     */
    Optional<BlobUpload> resume(String uploadKey) throws IOException;

    /**
     * Bytes that the disk of this machine can still take for unfinished uploads.
     */
    long usableSpace() throws IOException;

}
