/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Conditions on audit events; a null condition matches all. Immutable.
 *
 * @param actor the actor
 * @param resource the resource
 * @param type the type; with a trailing dot a prefix, for instance {@code upload.}
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 * @param limit maximum number of events, the latest first
 */
public record AuditQuery(@Nullable String actor, @Nullable String resource, @Nullable String type,
        @Nullable Instant from, @Nullable Instant to, int limit) {

    /** Whether the event meets all conditions. */
    boolean matches(AuditRecord event) {
        return (this.actor == null || this.actor.equals(event.actor()))
                && (this.resource == null || this.resource.equals(event.resource()))
                && (this.type == null || this.type.equals(event.type())
                        || (this.type.endsWith(".") && event.type().startsWith(this.type)))
                && (this.from == null || !event.timestamp().isBefore(this.from))
                && (this.to == null || event.timestamp().isBefore(this.to));
    }

}
