/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import dev.streamgate.hardening.digest.Sha256;

/** The digests that identify and compare requests with an idempotency key. */
final class RequestDigests {

    private RequestDigests() {
    }

    /**
     * Identifies a key: by the caller, the values of further headers, the method, the
     * path and the key itself.
     */
    static String identity(String caller, List<String> headers, HttpServletRequest request, String key) {
        MessageDigest digest = Sha256.newDigest();
        add(digest, caller);
        for (String header : headers) {
            add(digest, String.join("\n", Collections.list(request.getHeaders(header))));
        }
        add(digest, request.getMethod());
        add(digest, request.getRequestURI());
        add(digest, key);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** Compares requests with the same identity: by query and body. */
    static String fingerprint(HttpServletRequest request, byte[] body) {
        MessageDigest digest = Sha256.newDigest();
        String query = request.getQueryString();
        if (query != null) {
            digest.update(query.getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) 0);
        return HexFormat.of().formatHex(digest.digest(body));
    }

}
