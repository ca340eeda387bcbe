/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Stores objects under keys. Safe for concurrent use by threads and processes.
 * <p>
 * Keys are relative, separated by {@code /}, and consist of {@code [A-Za-z0-9._-]}
 * segments that do not start with a dot, at most 512 characters. Every method throws
 * {@link IllegalArgumentException} for any other key.
 * <p>
 * <b>Atomic:</b> an object exists completely or not at all; readers never see a partial
 * one, whichever process crashes when. <b>Durable:</b> when {@link #put},
 * {@link #putIfAbsent} or {@link BlobUpload#finish} return, the object survives kill -9
 * and power loss (disk: file and folder are synced; S3: whatever the bucket guarantees).
 */
public interface BlobStore {

    /**
     * Publishes an object and replaces an existing one with this key.
     * @param key the object's key
     * @param content its bytes; read to the end, not closed
     * @param length number of bytes in {@code content}
     * @return the object
     * @throws IOException if it cannot be written, or {@code content} does not hold
     * exactly {@code length} bytes; nothing is published then
     */
    Blob put(String key, InputStream content, long length) throws IOException;

    /**
     * Publishes an object unless the key is taken. Exactly one of several concurrent
     * callers succeeds.
     * @param key the object's key
     * @param content its bytes; read to the end, not closed
     * @param length number of bytes in {@code content}
     * @return whether this call published the object
     * @throws IOException as for {@link #put}
     */
    boolean putIfAbsent(String key, InputStream content, long length) throws IOException;

    /** Returns an object's metadata; empty if it does not exist. */
    Optional<Blob> stat(String key) throws IOException;

    /** Whether an object with this key exists. */
    default boolean exists(String key) throws IOException {
        return stat(key).isPresent();
    }

    /**
     * Reads a range of an object.
     * @param key the object's key
     * @param offset first byte
     * @param length number of bytes; the stream is shorter if the object ends earlier
     * @return the bytes; the caller closes the stream
     * @throws BlobNotFoundException if the object does not exist
     */
    InputStream open(String key, long offset, long length) throws IOException;

    /**
     * Reads a whole object.
     * @throws BlobNotFoundException if the object does not exist
     */
    default InputStream open(String key) throws IOException {
        return open(key, 0, Long.MAX_VALUE);
    }

    /**
     * Returns the object as a local file for reading; empty if it does not exist or the
     * store is not a local directory. The path is valid until the object is deleted.
     */
    Optional<Path> localFile(String key) throws IOException;

    /**
     * Deletes an object, durably also where an earlier deletion has failed halfway.
     * @return whether it existed
     */
    boolean delete(String key) throws IOException;

    /**
     * Deletes every object below a folder, durably.
     * @param folder a key with a trailing slash
     * @throws IOException if an object cannot be deleted
     */
    default void deleteFolder(String folder) throws IOException {
        deleteFolder(folder, Instant.MAX, () -> {
        });
    }

    /**
     * Deletes the objects below a folder that were published until an instant.
     * @param folder a key with a trailing slash
     * @param publishedUntil by the store's clock; later objects are kept
     * @param guard called immediately before each deletion (S3: of up to 1000 objects)
     * @throws IOException if an object cannot be deleted, or the guard's own
     */
    void deleteFolder(String folder, Instant publishedUntil, Guard guard) throws IOException;

    /**
     * Lists the objects below a folder, ordered by key.
     * @param folder a key with a trailing slash
     * @param after lists only keys greater than this one; {@code null} for the first page
     * @param limit page size, 1 to 1000
     */
    List<Blob> list(String folder, @Nullable String after, int limit) throws IOException;

    /**
     * Begins an object that arrives in parts. Its bytes are staged on the local disk
     * until {@link BlobUpload#finish}.
     * @param uploadKey key of the upload, in a namespace separate from that of objects
     * @throws java.nio.file.FileAlreadyExistsException if the upload exists
     */
    BlobUpload begin(String uploadKey) throws IOException;

    /**
     * Resumes an upload, also one that another process began before it crashed; empty if
     * the upload does not exist or has been finished or discarded.
     */
    Optional<BlobUpload> resume(String uploadKey) throws IOException;

    /**
     * Deletes the bytes of an upload and ends it, durably also where an earlier attempt
     * has failed halfway; does nothing else if it has ended.
     */
    void discard(String uploadKey) throws IOException;

    /** Free bytes on the local disk that holds staged uploads. */
    long usableSpace() throws IOException;

    /** A condition of a deletion. */
    @FunctionalInterface
    interface Guard {

        /**
         * Ends the deletion with an exception unless it may continue.
         */
        void check() throws IOException;

    }

}
