/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The messages that replicas publish about their changes: a kind, the id of the sender,
 * and the key. Immutable.
 */
final class CacheMessages {

    private static final byte EVICTED = 'e';

    private static final byte CLEARED = 'c';

    private final byte[] sender;

    /**
     * Creates the messages of a replica.
     * @param sender the id of the replica, of the same length for all replicas
     */
    CacheMessages(byte[] sender) {
        this.sender = sender;
    }

    byte[] evicted(String key) {
        return message(EVICTED, key);
    }

    byte[] cleared() {
        return message(CLEARED, "");
    }

    /** Whether this replica sent the message, or it is malformed. */
    boolean isOwn(byte[] message) {
        int header = headerLength();
        return message.length < header || Arrays.equals(message, 1, header, this.sender, 0, this.sender.length);
    }

    /** Passes a message on to a listener. */
    void dispatch(byte[] message, DistributedCacheStore.Listener listener) {
        if (message[0] == CLEARED) {
            listener.onCleared();
        }
        else {
            int header = headerLength();
            listener.onEvicted(new String(message, header, message.length - header, StandardCharsets.UTF_8));
        }
    }

    private int headerLength() {
        return 1 + this.sender.length;
    }

    private byte[] message(byte kind, String key) {
        byte[] name = ValkeyClient.bytes(key);
        byte[] message = new byte[headerLength() + name.length];
        message[0] = kind;
        System.arraycopy(this.sender, 0, message, 1, this.sender.length);
        System.arraycopy(name, 0, message, headerLength(), name.length);
        return message;
    }

}
