/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.upload.session.UploadKind;

/**
 * An upload as its client knows it: what it has sent, and what was acknowledged.
 */
final class ModelledUpload {

    static final Duration EXPIRY = Duration.ofHours(24);

    static final int CHUNK_SIZE = 7;

    private final int number;

    private final UploadKind kind;

    private final byte[] content;

    private final List<ModelledUpload> parts;

    private final Set<Integer> chunks = new TreeSet<>();

    private @Nullable String id;

    private long sent;

    private long acknowledged;

    private boolean terminating;

    private boolean terminated;

    private boolean used;

    private Instant activity = Instant.MIN;

    private UploadState state = UploadState.OPEN;

    ModelledUpload(int number, UploadKind kind, int size) {
        this(number, kind, content(number, size), List.of());
    }

    private ModelledUpload(int number, UploadKind kind, byte[] content, List<ModelledUpload> parts) {
        this.number = number;
        this.kind = kind;
        this.content = content;
        this.parts = parts;
    }

    /** Each has bytes of its own; one in eight is no video. */
    private static byte[] content(int number, int size) {
        byte[] bytes = new byte[size];
        new Random(number).nextBytes(bytes);
        bytes[0] = (number % 8 == 7) ? UploadProcess.UNREADABLE : (byte) number;
        return bytes;
    }

    /** The concatenation of partial uploads. */
    static ModelledUpload of(int number, List<ModelledUpload> parts) {
        byte[] all = new byte[parts.stream().mapToInt(ModelledUpload::size).sum()];
        int at = 0;
        for (ModelledUpload part : parts) {
            System.arraycopy(part.content, 0, all, at, part.size());
            at += part.size();
        }
        ModelledUpload whole = new ModelledUpload(number, UploadKind.FINAL, all, List.copyOf(parts));
        whole.sent = all.length;
        return whole;
    }

    int number() {
        return this.number;
    }

    UploadKind kind() {
        return this.kind;
    }

    List<ModelledUpload> parts() {
        return this.parts;
    }

    int size() {
        return this.content.length;
    }

    byte[] content() {
        return this.content;
    }

    /** Bytes of the file; damaged ones differ from it. */
    byte[] bytes(long from, long to, boolean damaged) {
        byte[] bytes = Arrays.copyOfRange(this.content, (int) from, (int) Math.min(to, size()));
        if (damaged && bytes.length > 0) {
            bytes[bytes.length - 1] ^= 1;
        }
        return bytes;
    }

    /** Whether ffprobe accepts the file. */
    boolean isReadable() {
        return this.content[0] != UploadProcess.UNREADABLE;
    }

    @Nullable String id() {
        return this.id;
    }

    String requireId() {
        String known = this.id;
        if (known == null) {
            throw new IllegalStateException(this + " has no id");
        }
        return known;
    }

    boolean isKnown() {
        return this.id != null;
    }

    void created(String as) {
        this.id = as;
    }

    long sent() {
        return this.sent;
    }

    void sends(long until) {
        this.sent = Math.max(this.sent, until);
    }

    long acknowledged() {
        return this.acknowledged;
    }

    /** The server promises to keep the bytes before an offset. */
    void acknowledge(long offset) {
        this.acknowledged = offset;
    }

    /** Whether its creation was requested. */
    boolean isAttempted() {
        return !this.activity.equals(Instant.MIN);
    }

    /** Time of the last request that postponed its expiry. */
    Instant activity() {
        return this.activity;
    }

    void active(Instant now) {
        this.activity = now;
        this.parts.forEach((part) -> part.used = true);
    }

    /** Whether the server may have expired it. */
    boolean mayHaveExpired(Instant now) {
        return !now.isBefore(this.activity.plus(EXPIRY));
    }

    int chunkCount() {
        return Math.ceilDiv(size(), CHUNK_SIZE);
    }

    Set<Integer> chunks() {
        return this.chunks;
    }

    void terminate(boolean acknowledgedByServer) {
        this.terminating = true;
        this.terminated |= acknowledgedByServer;
    }

    boolean isTerminating() {
        return this.terminating;
    }

    boolean isTerminated() {
        return this.terminated;
    }

    /** Whether it is a part of a final upload. */
    boolean isUsed() {
        return this.used;
    }

    UploadState state() {
        return this.state;
    }

    /** States that the latest observed one may change to, also over several changes. */
    List<UploadState> next() {
        return switch (this.state) {
            case OPEN -> List.of(UploadState.values());
            case VERIFYING, REJECTED ->
                List.of(UploadState.VERIFYING, UploadState.STORED, UploadState.REJECTED, UploadState.ABORTED);
            case STORED -> List.of(UploadState.STORED, UploadState.ABORTED);
            case ABORTED, EXPIRED -> List.of(this.state);
        };
    }

    void observe(UploadState observed) {
        this.state = observed;
    }

    /** Whether the owner has taken a part of it away before it was stored. */
    boolean lacksPart() {
        return this.parts.stream().anyMatch(ModelledUpload::isTerminating);
    }

    static List<ModelledUpload> unused(List<ModelledUpload> uploads) {
        List<ModelledUpload> found = new ArrayList<>();
        for (ModelledUpload upload : uploads) {
            if (upload.kind == UploadKind.PARTIAL && upload.isKnown() && !upload.used) {
                found.add(upload);
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "%s %d of %d bytes (%s, %s, sent %d, acknowledged %d%s)".formatted(this.kind, this.number, size(),
                this.id, this.state, this.sent, this.acknowledged, this.terminating ? ", terminating" : "");
    }

}
