/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.security.Principal;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * Records what is changed through actuator, whichever endpoint it is: the plan of a rate
 * limit, the level of a logger, a cache that is cleared. Types are
 * {@code actuator.<endpoint>.write} and {@code actuator.<endpoint>.delete}.
 */
class AuditedOperations implements OperationInvokerAdvisor {

    private final AuditJournal journal;

    private final Clock clock;

    AuditedOperations(AuditJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public OperationInvoker apply(EndpointId endpoint, OperationType operation, OperationParameters parameters,
            OperationInvoker invoker) {
        if (operation == OperationType.READ) {
            return invoker;
        }
        String type = "actuator." + endpoint.toLowerCaseString() + "."
                + ((operation == OperationType.DELETE) ? "delete" : "write");
        return (context) -> {
            this.journal.requireWritable();
            boolean done = false;
            try {
                Object reply = invoker.invoke(context);
                done = true;
                return reply;
            }
            finally {
                record(type, endpoint, context, done);
            }
        };
    }

    private void record(String type, EndpointId endpoint, InvocationContext context, boolean done) {
        SecurityContext security = context.resolveArgument(SecurityContext.class);
        Principal principal = (security != null) ? security.getPrincipal() : null;
        Map<String, Object> details = new TreeMap<>();
        context.getArguments().forEach((name, value) -> {
            if (value != null) {
                details.put(name, value);
            }
        });
        AuditRecord event = AuditRecord.of(this.clock.instant(), type,
                (principal != null) ? principal.getName() : "anonymous", "/actuator/" + endpoint.toLowerCaseString(),
                done ? AuditRecord.SUCCESS : AuditRecord.FAILURE, details);
        try {
            this.journal.recordDurably(event);
        }
        catch (AuditUnavailableException ex) {
            this.journal.recordBestEffort(event);
            if (done) {
                throw ex;
            }
        }
    }

}
