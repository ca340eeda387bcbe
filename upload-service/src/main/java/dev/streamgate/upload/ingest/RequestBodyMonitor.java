/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.io.InputStream;

import org.springframework.stereotype.Component;

import dev.streamgate.upload.session.UploadLimits;
import dev.streamgate.upload.session.UploadProperties;

/** Applies the minimum rate and the disk reserve to request bodies. Thread-safe. */
@Component
public final class RequestBodyMonitor {

    private final UploadProperties properties;

    private final UploadLimits limits;

    RequestBodyMonitor(UploadProperties properties, UploadLimits limits) {
        this.properties = properties;
        this.limits = limits;
    }

    /** Wraps a request body. */
    public MonitoredBody monitor(InputStream body) {
        return new MonitoredBody(body, this.limits, new MinimumRate(this.properties.minBytesPerSecond().toBytes(),
                this.properties.slowBodyWindow(), System::nanoTime));
    }

}
