/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

import dev.streamgate.hardening.digest.Sha256;

/**
 * The journal lines of one write, as bytes. Buffer and digest are reused, so that an
 * event becomes a line without garbage. Not thread-safe.
 */
final class LineBuffer {

    private final MessageDigest sha256 = Sha256.newDigest();

    private final JsonBytes json = new JsonBytes();

    /**
     * Appends the line of an event.
     * @param index the number of the event in its batch
     * @param hash the hash of the previous line; receives that of this one
     */
    void event(long sequence, EventBatch batch, int index, byte[] hash) {
        int start = this.json.length();
        this.json.ascii("{\"seq\":");
        this.json.number(sequence);
        this.json.bytes(batch.array(), batch.start(index), batch.end(index));
        endLine(start, hash);
    }

    /**
     * Appends a line with the given object.
     * @param object a JSON object of one line
     * @param hash the hash of the previous line; receives that of this one
     */
    void object(String object, byte[] hash) {
        int start = this.json.length();
        byte[] utf8 = object.getBytes(StandardCharsets.UTF_8);
        this.json.bytes(utf8, 0, utf8.length);
        endLine(start, hash);
    }

    /** The lines since the last {@link #clear()}; valid until the next change. */
    ByteBuffer lines() {
        return ByteBuffer.wrap(this.json.array(), 0, this.json.length());
    }

    void clear() {
        this.json.clear();
    }

    private void endLine(int start, byte[] hash) {
        this.sha256.update(hash);
        this.sha256.update(this.json.array(), start, this.json.length() - start);
        try {
            this.sha256.digest(hash, 0, hash.length);
        }
        catch (DigestException ex) {
            throw new IllegalStateException("A hash has 32 bytes", ex);
        }
        this.json.ascii('\t');
        this.json.hex(hash);
        this.json.ascii('\n');
    }

}
