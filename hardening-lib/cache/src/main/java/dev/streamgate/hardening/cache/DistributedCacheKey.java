/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.UUID;

import dev.streamgate.hardening.digest.Sha256;

/** Encodes the keys of distributed caches as strings that are equal in every process. */
final class DistributedCacheKey {

    private static final int MAX_LENGTH = 200;

    private DistributedCacheKey() {
    }

    /**
     * Encodes a key with its type; a long one by its SHA-256.
     * @throws IllegalArgumentException when keys of that type cannot be encoded
     */
    static String of(Object key) {
        String name;
        if (key instanceof CharSequence) {
            name = "s:" + key;
        }
        else if (key instanceof Number || key instanceof UUID || key instanceof Boolean || key instanceof Enum<?>) {
            name = key.getClass().getSimpleName() + ":" + key;
        }
        else {
            throw new IllegalArgumentException(
                    "The key of a distributed cache must be a string, number, UUID, enum constant or boolean, not "
                            + key.getClass().getName());
        }
        return (name.length() <= MAX_LENGTH) ? name : "h:" + Sha256.hex(name);
    }

}
