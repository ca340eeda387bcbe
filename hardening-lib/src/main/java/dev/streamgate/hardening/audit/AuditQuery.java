/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What to look for in the journal; null means all.
 *
 * @param actor whose events
 * @param resource on what
 * @param type of which type; {@code upload.} stands for all that begin so
 * @param from not earlier
 * @param to earlier
 * @param limit how many at most, the newest first
 */
public record AuditQuery(@Nullable String actor, @Nullable String resource, @Nullable String type,
        @Nullable Instant from, @Nullable Instant to, int limit) {

    /** Whether the record is one of those. */
    boolean matches(AuditRecord found) {
        return (this.actor == null || this.actor.equals(found.actor()))
                && (this.resource == null || this.resource.equals(found.resource()))
                && (this.type == null || this.type.equals(found.type())
                        || (this.type.endsWith(".") && found.type().startsWith(this.type)))
                && (this.from == null || !found.timestamp().isBefore(this.from))
                && (this.to == null || found.timestamp().isBefore(this.to));
    }

}
