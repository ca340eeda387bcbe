/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;

import jakarta.servlet.http.HttpServletRequest;

import dev.streamgate.hardening.digest.Sha256;

/** The digests that identify and compare requests with an idempotency key. */
final class RequestDigests {

    private static final String ON_BEHALF_OF = "X-On-Behalf-Of";

    private RequestDigests() {
    }

    /**
     * Identifies a key: by the caller, the user that a service acts for, the method, the
     * path and the key itself.
     */
    static String identity(String caller, HttpServletRequest request, String key) {
        String onBehalfOf = String.join("\n", Collections.list(request.getHeaders(ON_BEHALF_OF)));
        MessageDigest digest = Sha256.newDigest();
        for (String part : new String[] { caller, onBehalfOf, request.getMethod(), request.getRequestURI(), key }) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
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
