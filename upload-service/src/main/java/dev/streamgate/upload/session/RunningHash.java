/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.blob.BlobUpload;
import dev.streamgate.media.blob.ByteSink;

/** SHA-256 of the first bytes of an upload, which grows with it. Not safe for threads. */
public final class RunningHash implements ByteSink {

    private static final int BUFFER = 256 * 1024;

    private final MessageDigest digest;

    private long position;

    private RunningHash(MessageDigest digest, long position) {
        this.digest = digest;
        this.position = position;
    }

    /** The hash of nothing. */
    public static RunningHash empty() {
        return new RunningHash(Sha256.newDigest(), 0);
    }

    /** How many bytes are in it. */
    public long position() {
        return this.position;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        this.digest.update(bytes, offset, length);
        this.position += length;
    }

    /** Takes in the bytes of the upload that are not in it yet. */
    public void catchUp(BlobUpload upload) throws IOException {
        try (InputStream rest = upload.open(this.position)) {
            byte[] buffer = new byte[BUFFER];
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
            throw new IllegalStateException("The platform's SHA-256 can be cloned", ex);
        }
    }

    /** 64 hex digits; the hash can grow no more. */
    public String finish() {
        return HexFormat.of().formatHex(this.digest.digest());
    }

}
