/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Marks the key of a request in the handler's transaction, immediately before it commits:
 * key and effect are durable together, whatever happens before the response is stored,
 * and a retry after a rolled-back transaction runs the handler again.
 */
final class HandlerTransactions implements TransactionExecutionListener {

    private final IdempotencyProperties properties;

    private final Clock clock;

    HandlerTransactions(IdempotencyProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
        IdempotentExchange exchange = transaction.isReadOnly() ? null : currentExchange();
        if (exchange == null) {
            return;
        }
        exchange.beginTransaction();
        if (beginFailure == null && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

                @Override
                public void beforeCommit(boolean readOnly) {
                    exchange.markExecuted(HandlerTransactions.this.clock.instant()
                        .plus(HandlerTransactions.this.properties.retention()));
                }

            });
        }
    }

    private static @Nullable IdempotentExchange currentExchange() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return (request != null && request.getAttribute(IdempotentExchange.ATTRIBUTE,
                RequestAttributes.SCOPE_REQUEST) instanceof IdempotentExchange exchange) ? exchange : null;
    }

}
