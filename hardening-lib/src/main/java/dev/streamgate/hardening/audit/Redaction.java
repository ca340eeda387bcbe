/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Keeps secrets and endless texts out of the journal. */
final class Redaction {

    static final String REMOVED = "[removed]";

    private static final int MAX_TEXT = 512;

    private static final int MAX_DETAILS = 32;

    private static final Pattern SECRET_NAME = Pattern
        .compile("(?i).*(passw|secret|token|authorization|credential|signature|cookie|private|api.?key|passphrase).*");

    /** A JWT, a bearer or basic header, or a private key in PEM. */
    private static final Pattern SECRET_VALUE = Pattern
        .compile("eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+|(?i:bearer|basic) +[A-Za-z0-9._~+/=-]{8,}|PRIVATE KEY-----");

    /** Query parameters that carry a secret. */
    private static final Pattern SECRET_PARAMETER = Pattern
        .compile("(?i)([?&;][^=&;]*(?:token|secret|passw|signature|key|code)[^=&;]*=)[^&;\\s]*");

    /** Names come from code: few, and the same ones again and again. */
    private static final int MAX_NAMES = 1_000;

    private static final Map<String, Boolean> names = new ConcurrentHashMap<>();

    private Redaction() {
    }

    static String text(String value) {
        // Each of these forms has a space or begins so, and most texts have neither.
        if ((value.indexOf(' ') >= 0 || value.contains("eyJ")) && SECRET_VALUE.matcher(value).find()) {
            return REMOVED;
        }
        String clean = (value.indexOf('=') >= 0) ? SECRET_PARAMETER.matcher(value).replaceAll("$1" + REMOVED) : value;
        return (clean.length() <= MAX_TEXT) ? clean : clean.substring(0, MAX_TEXT) + "…";
    }

    static Map<String, String> details(Map<String, ?> details) {
        Map<String, String> clean = new TreeMap<>();
        details.forEach((name, value) -> {
            if (clean.size() < MAX_DETAILS && value != null) {
                clean.put(text(name), isSecret(name) ? REMOVED : text(value.toString()));
            }
        });
        return clean;
    }

    private static boolean isSecret(String name) {
        Boolean known = names.get(name);
        if (known != null) {
            return known;
        }
        boolean secret = SECRET_NAME.matcher(name).matches();
        if (names.size() < MAX_NAMES) {
            names.put(name, secret);
        }
        return secret;
    }

}
