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
 * Records the write and delete operations of all actuator endpoints, for instance a
 * changed logger level. Event types are {@code actuator.<endpoint>.write} and
 * {@code actuator.<endpoint>.delete}.
 */
class AuditingOperationAdvisor implements OperationInvokerAdvisor {

    private final AuditJournal journal;

    private final Clock clock;

    AuditingOperationAdvisor(AuditJournal journal, Clock clock) {
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
            boolean succeeded = false;
            try {
                Object result = invoker.invoke(context);
                succeeded = true;
                return result;
            }
            finally {
                record(type, endpoint, context, succeeded);
            }
        };
    }

    private void record(String type, EndpointId endpoint, InvocationContext context, boolean succeeded) {
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
                succeeded ? AuditRecord.SUCCESS : AuditRecord.FAILURE, details);
        try {
            this.journal.recordDurably(event);
        }
        catch (AuditUnavailableException ex) {
            this.journal.recordBestEffort(event);
            if (succeeded) {
                throw ex;
            }
        }
    }

}
