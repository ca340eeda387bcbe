/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import java.util.regex.Pattern;

/** Removes secrets from log texts and keeps the rest readable. */
final class LogRedaction {

    static final String REMOVED = "[removed]";

    /** A JWT or a PEM private key, anywhere in the text. */
    private static final Pattern FORM = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_.-]+"
            + "|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\\s]*(-----END [A-Z ]{0,40}PRIVATE KEY-----)?");

    /** {@code Bearer …} and {@code Basic …}; the scheme is kept. */
    private static final Pattern HEADER = Pattern.compile("(?i)\\b(bearer|basic) +[A-Za-z0-9._~+/=-]{8,}");

    /** {@code password=…}, {@code "accessToken": "…"}; the name is kept. */
    private static final Pattern NAMED = Pattern
        .compile("(?i)([A-Za-z0-9_.-]{0,40}(?:passw|secret|token|credential|signature|cookie|api.?key|passphrase)"
                + "[A-Za-z0-9_-]{0,40}\"?\\s{0,3}[=:]\\s{0,3}\"?)[^\\s\"&;,}\\])]{4,}");

    private LogRedaction() {
    }

    /**
     * Truncates a text and removes its secrets. Truncates first, which bounds the work.
     */
    static String clean(String text, int maxLength) {
        String bounded = (text.length() <= maxLength) ? text : text.substring(0, maxLength) + "…";
        String clean = FORM.matcher(bounded).replaceAll(REMOVED);
        clean = HEADER.matcher(clean).replaceAll("$1 " + REMOVED);
        return NAMED.matcher(clean).replaceAll("$1" + REMOVED);
    }

}
