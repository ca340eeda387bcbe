/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.media.blob.ByteSink;

/** SHA-256 of the first bytes of an upload, extended as it grows. Not thread-safe. */
public final class RunningHash implements ByteSink {

    private static final int BUFFER_SIZE = 256 * 1024;

    private final MessageDigest digest;

    private long position;

    private RunningHash(MessageDigest digest, long position) {
        this.digest = digest;
        this.position = position;
    }

    /** The hash of no bytes. */
    public static RunningHash empty() {
        return new RunningHash(Sha256.newDigest(), 0);
    }

    /** Number of hashed bytes. */
    public long position() {
        return this.position;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        this.digest.update(bytes, offset, length);
        this.position += length;
    }

    /** Hashes the bytes of the upload that follow {@link #position()}. */
    public void catchUp(BlobUpload upload) throws IOException {
        try (InputStream rest = upload.open(this.position)) {
            byte[] buffer = new byte[BUFFER_SIZE];
            for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
                accept(buffer, 0, read);
            }
        }
    }

    RunningHash copy() {
        try {
            return new RunningHash((MessageDigest) this.digest.clone(), this.position);
        }
        catch (CloneNotSupportedException ex) {
            throw new IllegalStateException("The platform's SHA-256 is cloneable", ex);
        }
    }

    /** The hash as 64 hex digits; ends the computation. */
    public String finish() {
        return HexFormat.of().formatHex(this.digest.digest());
    }

}
