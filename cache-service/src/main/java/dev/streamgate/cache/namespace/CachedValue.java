package dev.streamgate.cache.namespace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A value in a cache. Never changed; the bytes are shared, not copied. */
final class CachedValue {

    /** What an entry costs beyond its bytes: objects and table slots, about. */
    private static final int OVERHEAD = 160;

    private final byte[] bytes;

    private final String contentType;

    private final Duration ttl;

    CachedValue(byte[] bytes, String contentType, Duration ttl) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.ttl = ttl;
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
        CRC32C checksum = new CRC32C();
        checksum.update(this.bytes);
        checksum.update(this.contentType.getBytes(StandardCharsets.UTF_8));
        return '"' + HexFormat.of().toHexDigits((int) checksum.getValue()) + Integer.toHexString(this.bytes.length)
                + '"';
    }

    /** Bytes of memory that the entry is reckoned with. */
    int weight(String key) {
        return OVERHEAD + this.bytes.length + (2 * key.length());
    }

}
