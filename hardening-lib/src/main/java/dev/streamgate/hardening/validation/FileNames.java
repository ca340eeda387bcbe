/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** What a file's name may be on any system. */
final class FileNames {

    private static final String FORBIDDEN = "/\\:*?\"<>|";

    /** Look like a dot, a slash or a colon and are none under NFKC. */
    private static final String DECEPTIVE = "\u2044\u2215\u29f8\u2571\u2216\u29f5\u29f9\u2236\ua789\u0589\u05c3\u2024\u0701\u0702\ua4f8\u06d4";

    private static final Pattern RESERVED = Pattern.compile(
            "(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?");

    private FileNames() {
    }

    static boolean isSafe(String name, int maxBytes) {
        return isPlain(name) && bytes(name) <= maxBytes && name.codePoints().allMatch(FileNames::isAllowed)
        // What another program makes of it must be plain too: a full-width dot is a dot.
                && isPlain(Normalizer.normalize(name, Normalizer.Form.NFKC));
    }

    static boolean isAllowed(int c) {
        return Characters.isVisible(c) && FORBIDDEN.indexOf(c) < 0 && DECEPTIVE.indexOf(c) < 0;
    }

    /** Whether Windows keeps the name for a device. */
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
