/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

/** Makes access tokens invalid and ends sessions. */
public interface TokenRevocation {

    /**
     * Makes all access tokens of an account invalid that were issued before; its sessions
     * go on. Takes part in the caller's transaction.
     */
    void revokeTokens(String accountId);

    /** Ends all sessions of an account. Takes part in the caller's transaction. */
    void endSessions(String accountId);

}
