/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import org.jspecify.annotations.Nullable;

/**
 * What a client learns.
 *
 * @param status HTTP status; 500 also stands for no response
 * @param location URL of a created upload
 * @param offset {@code Upload-Offset}
 * @param body the body
 */
record UploadResponse(int status, @Nullable String location, @Nullable String offset, String body) {

    boolean isSuccess() {
        return this.status < 300;
    }

    /** The id at the end of the URL of a created upload. */
    String id() {
        String url = String.valueOf(this.location);
        return url.substring(url.lastIndexOf('/') + 1);
    }

}
