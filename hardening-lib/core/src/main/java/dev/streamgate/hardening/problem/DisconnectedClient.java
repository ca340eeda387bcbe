/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.EOFException;

import org.springframework.web.util.DisconnectedClientHelper;

/** Recognizes errors that a client caused by closing its connection. */
final class DisconnectedClient {

    private DisconnectedClient() {
    }

    static boolean caused(Throwable error) {
        return DisconnectedClientHelper.isClientDisconnectedException(error) || error instanceof EOFException;
    }

}
