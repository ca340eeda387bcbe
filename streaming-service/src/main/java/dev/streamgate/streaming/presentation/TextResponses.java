/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.streamgate.hardening.digest.Sha256;

/** Responses with a text that may change. */
public final class TextResponses {

    private static final int ETAG_LENGTH = 16;

    private TextResponses() {
    }

    /**
     * A response that clients revalidate. Its entity tag is weak, since a compressed
     * response has the same one. Shared caches must not store it: it may contain a
     * session, and access is decided for each request.
     */
    public static ResponseEntity<String> of(MediaType type, String text) {
        return ResponseEntity.ok()
            .cacheControl(CacheControl.noCache().cachePrivate())
            .contentType(type)
            .eTag("W/\"" + Sha256.hex(text).substring(0, ETAG_LENGTH) + '"')
            .body(text);
    }

}
