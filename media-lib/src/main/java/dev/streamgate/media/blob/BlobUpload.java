/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * An object that arrives in parts. Every writing method returns only after the bytes are
 * synced to disk, so the caller may acknowledge them; {@link BlobStore#resume} finds them
 * even after kill -9.
 * <p>
 * One thread at a time may use {@link #append}, {@link #truncate}, {@link #finish} and
 * {@link BlobStore#discard} on an upload, across all its handles; {@link #writeAt} may
 * run concurrently on ranges that do not overlap. Closing releases the handle and keeps
 * the bytes.
 */
public interface BlobUpload extends Closeable {

    /** Size in bytes, including holes left by {@link #writeAt}. */
    long size() throws IOException;

    /**
     * Appends the source's bytes, at most {@code maxBytes}; leaves the rest unread.
     * @param offset position of the first byte; must equal {@link #size()}
     * @param source the bytes, not closed
     * @param maxBytes maximum number of bytes to read
     * @param sink receives the bytes in order after they are written
     * @return the new size
     * @throws IllegalArgumentException if {@code offset} differs from the size
     * @throws java.io.SyncFailedException if the bytes may not be durable: they are
     * discarded, or have to be by {@link #truncate} if {@link #size()} still counts them
     * @throws IOException if the source or the disk fails; bytes that arrived before are
     * kept and synced, and {@link #size()} counts them
     */
    long append(long offset, InputStream source, long maxBytes, ByteSink sink) throws IOException;

    /**
     * Appends all bytes of another upload.
     * @return the new size
     */
    long append(BlobUpload part, ByteSink sink) throws IOException;

    /**
     * Writes a part at its position; repeating is safe.
     * @param offset position of the first byte
     * @param source the bytes, not closed
     * @param length exact number of bytes to read
     * @param sink receives the bytes in order after they are written
     * @throws java.io.EOFException if the source holds fewer bytes; the range's content
     * is then undefined
     */
    void writeAt(long offset, InputStream source, long length, ByteSink sink) throws IOException;

    /** Removes all bytes from offset {@code size} on. */
    void truncate(long size) throws IOException;

    /** Reads the bytes from {@code offset} on, for instance to hash them. */
    InputStream open(long offset) throws IOException;

    /**
     * The staged local file, for tools that need a file. Direct writes are allowed;
     * {@link #finish} syncs them.
     */
    Path file();

    /**
     * Publishes the bytes as an object, replaces an existing one with this key, and ends
     * the upload. If the process crashes during the call, either the upload still exists
     * or the object is published; repeating is safe.
     */
    Blob finish(String targetKey) throws IOException;

}
