/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.text.Normalizer;
import java.util.function.UnaryOperator;

import org.springframework.util.Assert;

/**
 * Makes text of strangers fit to be kept and shown, where refusing it (what the
 * constraints of this package do) would help nobody: the name of a file, a title that a
 * program made. What a function gives satisfies the constraint that it stands beside, or
 * is empty when nothing is left, and comes out of the same function unchanged. None
 * escapes anything for HTML, SQL or a shell; that is the work of whoever writes those.
 */
public final class Sanitizers {

    private static final int LEAST_BYTES = 16;

    private Sanitizers() {
    }

    /**
     * The last part of a path as a file's name: NFKC, without what is invisible, what
     * systems forbid and what only looks like a dot or a slash as {@code _}, no device of
     * Windows, no space or dot at the ends, cut before its extension. Satisfies
     * {@link SafeFileName}.
     * @param maxBytes how many bytes it may have in UTF-8, 16 or more
     * @throws IllegalArgumentException when {@code maxBytes} is less
     */
    public static String fileName(String path, int maxBytes) {
        Assert.isTrue(maxBytes >= LEAST_BYTES, "A file name needs 16 bytes or more");
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return settled(name, (text) -> {
            String allowed = allowed(nfkc(text).strip());
            String plain = withoutEnds(cut(withoutEnds(allowed), maxBytes));
            return FileNames.isReserved(plain) ? "_" + plain : plain;
        });
    }

    /**
     * Text for people in one line: NFC, without what is invisible or turns the direction
     * of writing; line ends, tabs and runs of spaces are one space, and there is none at
     * the ends. Satisfies {@link PlainText}.
     * @param max how many characters (code points) it may have
     */
    public static String line(String text, int max) {
        return settled(text, (given) -> first(visible(spaced(nfc(given))), max).strip());
    }

    /**
     * Text for people in several lines: NFC, without what is invisible or turns the
     * direction of writing, line ends as {@code \n}, no space at the ends. Satisfies
     * {@link PlainText} with {@code multiline}.
     * @param max how many characters (code points) it may have
     */
    public static String lines(String text, int max) {
        return settled(text, (given) -> {
            StringBuilder kept = new StringBuilder(given.length());
            nfc(given).replaceAll("\\r\\n?|[\\u0085\\u2028\\u2029]", "\n")
                .codePoints()
                .filter((c) -> c == '\n' || c == '\t' || Characters.isVisible(c))
                .forEach(kept::appendCodePoint);
            return first(kept.toString(), max).strip();
        });
    }

    /**
     * The text without control characters, bidirectional controls, and whatever else
     * nobody sees: private, unassigned and blank characters, halves of pairs. Joiners
     * stay, since Persian, Hindi and emoji need them.
     */
    public static String visible(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Characters::isVisible).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /**
     * What is to be compared, in one spelling: visible characters in Unicode's
     * compatibility form NFKC, so that a full-width letter, a ligature and a letter with
     * a separate accent are what they stand for. Not for text that is shown: it makes
     * {@code x²} an {@code x2}.
     */
    public static String nfkc(String text) {
        return settled(text, (given) -> Normalizer.normalize(visible(given), Normalizer.Form.NFKC));
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String spaced(String text) {
        return text.replaceAll("[\\s\\u0085\\u2028\\u2029\\p{Zs}]+", " ");
    }

    private static String allowed(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        name.codePoints().forEach((c) -> kept.appendCodePoint(FileNames.isAllowed(c) ? c : '_'));
        return kept.toString();
    }

    private static String withoutEnds(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || Character.isWhitespace(name.charAt(end - 1)))) {
            end--;
        }
        return name.substring(0, end).stripLeading();
    }

    /** Keeps the extension, where there is one of usual length. */
    private static String cut(String name, int maxBytes) {
        if (FileNames.bytes(name) <= maxBytes) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = (dot > 0 && FileNames.bytes(name.substring(dot)) <= LEAST_BYTES / 2) ? name.substring(dot)
                : "";
        int left = maxBytes - FileNames.bytes(extension);
        int end = 0;
        while (end < name.length()) {
            int c = name.codePointAt(end);
            left -= FileNames.bytes(Character.toString(c));
            if (left < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return name.substring(0, end) + extension;
    }

    private static String first(String text, int max) {
        return (text.codePointCount(0, text.length()) <= max) ? text
                : text.substring(0, text.offsetByCodePoints(0, max));
    }

    /**
     * Without an invisible character its neighbours may compose, and without its end a
     * name may be another: until nothing changes.
     */
    private static String settled(String text, UnaryOperator<String> step) {
        String before = text;
        String after = step.apply(before);
        while (!after.equals(before)) {
            before = after;
            after = step.apply(before);
        }
        return after;
    }

}
