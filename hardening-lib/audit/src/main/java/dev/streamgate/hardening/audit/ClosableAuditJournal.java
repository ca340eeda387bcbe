/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;

/** A journal that the application context closes. */
interface ClosableAuditJournal extends AuditJournal, AutoCloseable {

    @Override
    void close() throws IOException;

}
