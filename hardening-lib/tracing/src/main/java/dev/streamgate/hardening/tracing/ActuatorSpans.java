/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;

/** Excludes requests to the actuator (probes, scrapes) from the exported spans. */
class ActuatorSpans implements SpanExportingPredicate {

    private final String basePath;

    ActuatorSpans(String basePath) {
        this.basePath = basePath;
    }

    @Override
    public boolean isExportable(FinishedSpan span) {
        if (span.getKind() != Span.Kind.SERVER) {
            return true;
        }
        String path = span.getTags().get("http.url");
        return path == null || !(path.equals(this.basePath) || path.startsWith(this.basePath + "/"));
    }

}
