/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.request;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Recognizes the content types of JSON. Thread-safe. */
public final class JsonContentType {

    private JsonContentType() {
    }

    /**
     * Whether a content type is {@code application/json} or {@code application/*+json},
     * with any parameters. Does not fail on a malformed one.
     * @param contentType the value of {@code Content-Type}; may be null
     */
    public static boolean matches(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = ((parameters >= 0) ? contentType.substring(0, parameters) : contentType).strip()
            .toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

}
