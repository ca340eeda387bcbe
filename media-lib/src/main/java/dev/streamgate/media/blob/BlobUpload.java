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
 * An object that arrives in parts. Every method that writes returns only when the bytes
 * are synced to disk, so what it reports may be acknowledged; after a kill -9
 * {@link BlobStore#resume} finds at least that.
 * <p>
 * One thread at a time may use {@link #append}, {@link #truncate}, {@link #finish} and
 * {@link #discard} on an upload, across all handles of it; {@link #writeAt} may run in
 * several threads as long as their ranges do not overlap. Closing frees the handle and
 * keeps the bytes.
 */
public interface BlobUpload extends Closeable {

    /** Bytes there, holes of {@link #writeAt} counted. */
    long size() throws IOException;

    /**
     * Appends what the source holds, at most {@code maxBytes}; the source may hold more,
     * which stays unread.
     * @param offset where the bytes belong; must be {@link #size()}
     * @param source the bytes, not closed
     * @param maxBytes at most so many
     * @param sink sees each byte once it is written, in order
     * @return the new size
     * @throws IllegalArgumentException if {@code offset} is not the size
     * @throws IOException if the source fails or the disk does: what had arrived until
     * then is kept and synced, and {@link #size()} tells how much
     */
    long append(long offset, InputStream source, long maxBytes, ByteSink sink) throws IOException;

    /**
     * Appends the whole of another upload.
     * @return the new size
     */
    long append(BlobUpload part, ByteSink sink) throws IOException;

    /**
     * Writes a part wherever it belongs; may be repeated.
     * @param offset where the bytes belong
     * @param source the bytes, not closed
     * @param length exactly so many are read
     * @param sink sees each byte once it is written, in order
     * @throws java.io.EOFException if the source holds fewer; the range is undefined then
     */
    void writeAt(long offset, InputStream source, long length, ByteSink sink) throws IOException;

    /** Forgets every byte from {@code size} on. */
    void truncate(long size) throws IOException;

    /** Reads the bytes from {@code offset} on, for instance to compute a hash again. */
    InputStream open(long offset) throws IOException;

    /**
     * The bytes as a file of this machine, for tools that need one. It may be written to
     * directly; {@link #finish} syncs it.
     */
    Path file();

    /**
     * Publishes the bytes as an object, in place of an older one with this key, and ends
     * the upload. Should the process die within, the upload is either still there or the
     * object is published; repeating is safe.
     */
    Blob finish(String targetKey) throws IOException;

    /** Deletes the bytes and ends the upload; nothing happens when it has ended. */
    void discard() throws IOException;

}
