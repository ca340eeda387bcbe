/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.upload.session.UploadKind;

/** Counts and times what comes of uploads. */
@Component
class VerificationMetrics {

    private final MeterRegistry meters;

    private final DistributionSummary size;

    VerificationMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.size = VerificationMeter.SIZE.summary().register(meters);
    }

    void rejected(UploadKind kind, Duration took) {
        record(kind, UploadState.REJECTED, took);
    }

    void stored(UploadKind kind, Duration took, long bytes) {
        record(kind, UploadState.STORED, took);
        this.size.record((double) bytes);
    }

    private void record(UploadKind kind, UploadState outcome, Duration took) {
        VerificationMeter.VERIFICATION.timer(word(kind), word(outcome)).register(this.meters).record(took);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

}
