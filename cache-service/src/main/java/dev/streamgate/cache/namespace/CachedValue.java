/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

import dev.streamgate.hardening.digest.Sha256;

/** A value in a cache. Never changed; the bytes are shared, not copied. */
final class CachedValue {

    /** What an entry costs beyond its bytes: objects and table slots, about. */
    private static final int OVERHEAD = 256;

    private static final int ETAG_BYTES = 16;

    private final byte[] bytes;

    private final String contentType;

    private final Duration ttl;

    private final String etag;

    CachedValue(byte[] bytes, String contentType, Duration ttl) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.ttl = ttl;
        this.etag = etag(bytes, contentType);
    }

    byte[] bytes() {
        return this.bytes;
    }

    String contentType() {
        return this.contentType;
    }

    /** How long it is kept from when it was stored. */
    Duration ttl() {
        return this.ttl;
    }

    /** Names these bytes and this type, with quotes. */
    String etag() {
        return this.etag;
    }

    /** Bytes of memory that the entry is reckoned with. */
    int weight(String key) {
        return OVERHEAD + this.bytes.length + (2 * key.length());
    }

    /** Collision-resistant: an equal tag lets a client go on with what it has. */
    private static String etag(byte[] bytes, String contentType) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(contentType.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return '"' + HexFormat.of().formatHex(digest.digest(bytes), 0, ETAG_BYTES) + '"';
    }

}
