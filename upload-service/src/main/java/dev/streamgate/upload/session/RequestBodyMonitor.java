/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.io.InputStream;
import java.util.function.LongSupplier;

import org.springframework.stereotype.Component;

/** Puts request bodies under the bounds of this service. */
@Component
public final class RequestBodyMonitor {

    private final UploadProperties properties;

    private final UploadLimits bounds;

    private final LongSupplier nanoTime = System::nanoTime;

    RequestBodyMonitor(UploadProperties properties, UploadLimits bounds) {
        this.properties = properties;
        this.bounds = bounds;
    }

    /** The body, watched. */
    public IncomingBytes watch(InputStream body) {
        return new IncomingBytes(body, this.bounds, new IncomingBytes.Pace(
                this.properties.minBytesPerSecond().toBytes(), this.properties.slowBodyWindow(), this.nanoTime));
    }

}
