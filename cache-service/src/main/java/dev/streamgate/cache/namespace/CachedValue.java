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

/**
 * A value in a cache. Immutable; the byte array is not copied and must not be modified.
 */
final class CachedValue {

    /** Approximate memory of an entry's objects and table slots, in bytes. */
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

    /** The time to live from the moment it is stored. */
    Duration ttl() {
        return this.ttl;
    }

    /** The quoted entity tag of the bytes and the content type. */
    String etag() {
        return this.etag;
    }

    /** The approximate memory of the entry, in bytes. */
    int weight(String key) {
        return OVERHEAD + this.bytes.length + (2 * key.length());
    }

    /** Collision-resistant, since an equal tag makes clients reuse their copy. */
    private static String etag(byte[] bytes, String contentType) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(contentType.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return '"' + HexFormat.of().formatHex(digest.digest(bytes), 0, ETAG_BYTES) + '"';
    }

}
