/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.EOFException;

import org.springframework.web.util.DisconnectedClientHelper;

/** Tells an error of ours from a client that closed its connection. */
final class DisconnectedClient {

    private DisconnectedClient() {
    }

    static boolean caused(Throwable error) {
        return DisconnectedClientHelper.isClientDisconnectedException(error) || error instanceof EOFException;
    }

}
