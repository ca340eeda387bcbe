/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The rules for file names of all operating systems. */
final class FileNames {

    private static final String FORBIDDEN = "/\\:*?\"<>|";

    /** Resemble a dot, a slash or a colon, but NFKC does not map them to it. */
    private static final String CONFUSABLE = "\u2044\u2215\u29f8\u2571\u2216\u29f5\u29f9\u2236\ua789\u0589\u05c3\u2024\u0701\u0702\ua4f8\u06d4";

    private static final Pattern RESERVED = Pattern.compile(
            "(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?");

    private FileNames() {
    }

    static boolean isSafe(String name, int maxBytes) {
        return isPlain(name) && bytes(name) <= maxBytes && name.codePoints().allMatch(FileNames::isAllowed)
        // Other programs may normalize the name: a full-width dot becomes a dot.
                && isPlain(Normalizer.normalize(name, Normalizer.Form.NFKC));
    }

    static boolean isAllowed(int c) {
        return Characters.isVisible(c) && FORBIDDEN.indexOf(c) < 0 && CONFUSABLE.indexOf(c) < 0;
    }

    /** Whether the name is a device of Windows. */
    static boolean isReserved(String name) {
        return RESERVED.matcher(name).matches();
    }

    static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isPlain(String name) {
        if (name.isBlank() || name.charAt(0) == ' ' || isReserved(name)) {
            return false;
        }
        char last = name.charAt(name.length() - 1);
        return last != ' ' && last != '.' && name.chars().noneMatch((c) -> FORBIDDEN.indexOf(c) >= 0);
    }

}
