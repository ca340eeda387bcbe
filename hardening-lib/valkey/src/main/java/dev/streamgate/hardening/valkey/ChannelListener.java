/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

/**
 * Receives the messages of one channel. Implementations are thread-safe and must not
 * throw.
 */
interface ChannelListener {

    /** A message arrived. */
    void onMessage(byte[] message);

    /** Messages may have been lost: the subscription is new, or the queue overflowed. */
    void onMessagesLost();

    /** A heartbeat succeeded. Called by the heartbeat thread; may call the server. */
    void onHeartbeat();

}
