/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if a directory is configured, and during ahead-of-time processing, since the
 * processed application may be given its directory when it runs.
 */
final class OnAuditJournalCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean set = StringUtils.hasText(context.getEnvironment().getProperty("streamgate.audit.directory"));
        boolean processing = Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
        return new ConditionOutcome(set || processing, ConditionMessage.forCondition("Audit journal")
            .because(set ? "a directory is configured"
                    : processing ? "the directory may be configured at run time" : "no directory is configured"));
    }

}
