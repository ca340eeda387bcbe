/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Removes secrets from texts of the journal and truncates them. */
final class Redaction {

    static final String REMOVED = "[removed]";

    private static final int MAX_TEXT = 512;

    private static final int MAX_DETAILS = 32;

    private static final Pattern SECRET_NAME = Pattern
        .compile("(?i).*(passw|secret|token|authorization|credential|signature|cookie|private|api.?key|passphrase).*");

    /** A JWT, a bearer or basic credential, or a PEM private key. */
    private static final Pattern SECRET_VALUE = Pattern
        .compile("eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+|(?i:bearer|basic) +[A-Za-z0-9._~+/=-]{8,}|PRIVATE KEY-----");

    /** A query parameter with a secret value. */
    private static final Pattern SECRET_PARAMETER = Pattern
        .compile("(?i)([?&;][^=&;]*(?:token|secret|passw|signature|key|code)[^=&;]*=)[^&;\\s]*");

    /** Bounds the cache; names are defined in code, so few exist. */
    private static final int MAX_CACHED_NAMES = 1_000;

    private static final Map<String, Boolean> secretNames = new ConcurrentHashMap<>();

    private Redaction() {
    }

    static String text(String value) {
        // Cheap precheck: every form contains a space or this prefix.
        if ((value.indexOf(' ') >= 0 || value.contains("eyJ")) && SECRET_VALUE.matcher(value).find()) {
            return REMOVED;
        }
        String clean = (value.indexOf('=') >= 0) ? SECRET_PARAMETER.matcher(value).replaceAll("$1" + REMOVED) : value;
        return (clean.length() <= MAX_TEXT) ? clean : clean.substring(0, MAX_TEXT) + "…";
    }

    /** Returns an unmodifiable map, sorted unless it is empty. */
    static Map<String, String> details(Map<String, ?> details) {
        if (details.isEmpty()) {
            return Map.of();
        }
        SortedMap<String, String> clean = new TreeMap<>();
        details.forEach((name, value) -> {
            if (clean.size() < MAX_DETAILS && value != null) {
                clean.put(text(name), isSecret(name) ? REMOVED : text(value.toString()));
            }
        });
        return Collections.unmodifiableSortedMap(clean);
    }

    private static boolean isSecret(String name) {
        Boolean cached = secretNames.get(name);
        if (cached != null) {
            return cached;
        }
        boolean secret = SECRET_NAME.matcher(name).matches();
        if (secretNames.size() < MAX_CACHED_NAMES) {
            secretNames.put(name, secret);
        }
        return secret;
    }

}
