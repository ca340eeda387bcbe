/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.upload.UploadMeter;
import dev.streamgate.upload.session.UploadKind;

/** Records outcomes of verifications. Thread-safe. */
@Component
class VerificationMetrics {

    private final MeterRegistry meters;

    private final DistributionSummary size;

    VerificationMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.size = UploadMeter.SIZE.summary().register(meters);
    }

    void rejected(UploadKind kind, Duration duration) {
        record(kind, UploadState.REJECTED, duration);
    }

    void stored(UploadKind kind, Duration duration, long bytes) {
        record(kind, UploadState.STORED, duration);
        this.size.record((double) bytes);
    }

    private void record(UploadKind kind, UploadState outcome, Duration duration) {
        UploadMeter.VERIFICATION.timer(tag(kind), tag(outcome)).register(this.meters).record(duration);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

}
