/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * One invocation of an audited method of a bean. Its event is recorded once, when both
 * the method's outcome and that of the transaction that it takes part in are known; an
 * exception decides at once. Thread-safe, since a future may complete on any thread.
 */
final class AuditedCall {

    private static final boolean WEB_PRESENT = ClassUtils
        .isPresent("org.springframework.web.context.request.RequestContextHolder", AuditedCall.class.getClassLoader());

    private final AuditRecorder recorder;

    private final AuditedMethod method;

    private final String actor;

    private final Map<String, Object> details = new TreeMap<>();

    private @Nullable String resource;

    private boolean started;

    private boolean returned;

    private boolean inTransaction;

    private @Nullable String transaction;

    private boolean recorded;

    /** Starts a call on the thread of its caller. */
    AuditedCall(AuditRecorder recorder, AuditedMethod method) {
        this.recorder = recorder;
        this.method = method;
        boolean inRequest = WEB_PRESENT && CurrentRequest.exists();
        this.actor = AuditRecorder.actor(inRequest ? AuditRecord.ANONYMOUS : AuditRecord.SYSTEM);
        AuditRecorder.correlate(this.details);
    }

    synchronized void resource(@Nullable String resource) {
        this.resource = resource;
    }

    /** The method is being invoked, perhaps on another thread than that of its caller. */
    synchronized void started() {
        this.started = true;
    }

    synchronized boolean isStarted() {
        return this.started;
    }

    /** The call takes part in a transaction, whose outcome is still unknown. */
    synchronized void joinedTransaction() {
        this.inTransaction = true;
    }

    /**
     * The transaction has ended.
     * @param outcome {@code committed}, {@code rolled back} or {@code unknown}
     */
    void transactionEnded(String outcome) {
        boolean complete;
        synchronized (this) {
            if (this.transaction == null || !outcome.equals(AuditedTransaction.COMMITTED)) {
                this.transaction = outcome;
            }
            complete = this.returned;
        }
        if (complete) {
            record(null);
        }
    }

    /** The method has returned, and a future that it returned has completed. */
    void succeeded() {
        boolean complete;
        synchronized (this) {
            this.returned = true;
            complete = !this.inTransaction || this.transaction != null;
        }
        if (complete) {
            record(null);
        }
    }

    /** The method or its future has failed. */
    void failed(Throwable failure) {
        record(failure);
    }

    private void record(@Nullable Throwable failure) {
        String result;
        Map<String, Object> described;
        synchronized (this) {
            if (this.recorded) {
                return;
            }
            this.recorded = true;
            described = new TreeMap<>(this.details);
            if (failure != null) {
                described.put("exception", failure.getClass().getSimpleName());
            }
            if (this.transaction != null) {
                described.put("transaction", this.transaction);
            }
            boolean undone = this.transaction != null && !this.transaction.equals(AuditedTransaction.COMMITTED);
            result = (failure == null && !undone) ? AuditRecord.SUCCESS
                    : (failure != null && AuditRecorder.isDenial(failure)) ? AuditRecord.DENIED : AuditRecord.FAILURE;
        }
        this.recorder.record(this.method.type(), this.actor,
                (this.resource != null) ? this.resource : this.method.name(), result, described);
    }

    /** Loaded only if the servlet API is on the class path. */
    private static final class CurrentRequest {

        static boolean exists() {
            return RequestContextHolder.getRequestAttributes() != null;
        }

    }

}
