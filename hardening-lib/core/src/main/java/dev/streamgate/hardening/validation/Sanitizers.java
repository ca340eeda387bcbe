/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.text.Normalizer;
import java.util.function.UnaryOperator;

import org.springframework.util.Assert;

/**
 * Cleans untrusted text for storage and display, where a rejection by the constraints of
 * this package is no option: for instance the name of a file, or a generated title. Each
 * function is idempotent, and its result satisfies the constraint of its documentation or
 * is empty. No function escapes text for HTML, SQL or a shell; the code that produces
 * those must escape it.
 */
public final class Sanitizers {

    private static final int MIN_BYTES = 16;

    private Sanitizers() {
    }

    /**
     * Returns the last part of a path as a file name: in NFKC, without invisible
     * characters, with {@code _} for forbidden and confusable ones, with a {@code _}
     * before a device name of Windows, without spaces or dots at the ends, and truncated
     * before its extension. Satisfies {@link SafeFileName}.
     * @param maxBytes the maximum length in bytes of UTF-8, 16 or more
     * @throws IllegalArgumentException when {@code maxBytes} is less than 16
     */
    public static String fileName(String path, int maxBytes) {
        Assert.isTrue(maxBytes >= MIN_BYTES, "The maximum length of a file name must be 16 bytes or more");
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return untilStable(name, (text) -> {
            String allowed = replaceForbidden(nfkc(text).strip());
            String trimmed = trim(truncate(trim(allowed), maxBytes));
            return FileNames.isReserved(trimmed) ? "_" + trimmed : trimmed;
        });
    }

    /**
     * Returns text in one line: in NFC, without invisible and bidirectional control
     * characters, with one space for each run of white space, and without spaces at the
     * ends. Satisfies {@link PlainText}.
     * @param max the maximum number of characters (code points)
     */
    public static String line(String text, int max) {
        return untilStable(text, (given) -> truncateCharacters(visible(collapseSpaces(nfc(given))), max).strip());
    }

    /**
     * Returns text in several lines: in NFC, without invisible and bidirectional control
     * characters, with {@code \n} as line end, and without white space at the ends.
     * Satisfies {@link PlainText} with {@code multiline}.
     * @param max the maximum number of characters (code points)
     */
    public static String lines(String text, int max) {
        return untilStable(text, (given) -> {
            StringBuilder kept = new StringBuilder(given.length());
            nfc(given).replaceAll("\\r\\n?|[\\u0085\\u2028\\u2029]", "\n")
                .codePoints()
                .filter((c) -> c == '\n' || c == '\t' || Characters.isVisible(c))
                .forEach(kept::appendCodePoint);
            return truncateCharacters(kept.toString(), max).strip();
        });
    }

    /**
     * Returns text without control, bidirectional control, private-use, unassigned and
     * blank characters and without unpaired surrogates. Joiners stay, since Persian,
     * Hindi and emoji need them.
     */
    public static String visible(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Characters::isVisible).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /**
     * Returns text in the form used for comparison: visible characters in Unicode's
     * compatibility composition NFKC, which maps full-width letters, ligatures and
     * letters with a combining accent to their plain forms. Not for display: {@code x²}
     * becomes {@code x2}.
     */
    public static String nfkc(String text) {
        return untilStable(text, (given) -> Normalizer.normalize(visible(given), Normalizer.Form.NFKC));
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String collapseSpaces(String text) {
        return text.replaceAll("[\\s\\u0085\\u2028\\u2029\\p{Zs}]+", " ");
    }

    private static String replaceForbidden(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        name.codePoints().forEach((c) -> kept.appendCodePoint(FileNames.isAllowed(c) ? c : '_'));
        return kept.toString();
    }

    private static String trim(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || Character.isWhitespace(name.charAt(end - 1)))) {
            end--;
        }
        return name.substring(0, end).stripLeading();
    }

    /** Keeps an extension of usual length. */
    private static String truncate(String name, int maxBytes) {
        if (FileNames.bytes(name) <= maxBytes) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = (dot > 0 && FileNames.bytes(name.substring(dot)) <= MIN_BYTES / 2) ? name.substring(dot)
                : "";
        int remaining = maxBytes - FileNames.bytes(extension);
        int end = 0;
        while (end < name.length()) {
            int c = name.codePointAt(end);
            remaining -= FileNames.bytes(Character.toString(c));
            if (remaining < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return name.substring(0, end) + extension;
    }

    private static String truncateCharacters(String text, int max) {
        return (text.codePointCount(0, text.length()) <= max) ? text
                : text.substring(0, text.offsetByCodePoints(0, max));
    }

    /**
     * Repeats a step until its result is stable: after the removal of an invisible
     * character its neighbours may compose, and after truncation a name may be reserved.
     */
    private static String untilStable(String text, UnaryOperator<String> step) {
        String before = text;
        String after = step.apply(before);
        while (!after.equals(before)) {
            before = after;
            after = step.apply(before);
        }
        return after;
    }

}
