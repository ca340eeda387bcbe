/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reports the outcome of the current transaction to a call. Load this class only if
 * spring-tx is on the class path.
 */
final class AuditedTransaction implements TransactionSynchronization {

    static final String COMMITTED = "committed";

    static final String ROLLED_BACK = "rolled back";

    private final AuditedCall call;

    private AuditedTransaction(AuditedCall call) {
        this.call = call;
    }

    /** Joins the current transaction, if there is one. */
    static void join(AuditedCall call) {
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            call.joinedTransaction();
            TransactionSynchronizationManager.registerSynchronization(new AuditedTransaction(call));
        }
    }

    /**
     * The method has returned: notices a rollback to a savepoint, which ends no
     * transaction.
     */
    static void returned(AuditedCall call) {
        try {
            if (TransactionSynchronizationManager.isActualTransactionActive()
                    && TransactionAspectSupport.currentTransactionStatus().isRollbackOnly()) {
                call.transactionEnded(ROLLED_BACK);
            }
        }
        catch (NoTransactionException ex) {
            // The transaction was not started by an annotation.
        }
    }

    /** An event that cannot be written fails the caller, as after any other operation. */
    @Override
    public void afterCommit() {
        this.call.transactionEnded(COMMITTED);
    }

    @Override
    public void afterCompletion(int status) {
        if (status != STATUS_COMMITTED) {
            this.call.transactionEnded((status == STATUS_ROLLED_BACK) ? ROLLED_BACK : "unknown");
        }
    }

}
