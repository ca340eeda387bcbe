/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.IOException;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A request to the object store that failed. */
final class S3RequestException extends IOException {

    private static final int NO_RESPONSE = 0;

    private final int status;

    private S3RequestException(int status, String message, SdkException cause) {
        super(message, cause);
        this.status = status;
    }

    static S3RequestException of(SdkException cause) {
        return (cause instanceof S3Exception response) ? new S3RequestException(response.statusCode(),
                "The object store answered " + response.statusCode(), cause)
                : new S3RequestException(NO_RESPONSE, "The object store did not answer", cause);
    }

    /** The response's HTTP status; 0 without a response. */
    int status() {
        return this.status;
    }

}
