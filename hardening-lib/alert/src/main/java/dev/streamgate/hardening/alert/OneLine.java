/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

/** Reduces untrusted text to one line. */
final class OneLine {

    private OneLine() {
    }

    /**
     * Replaces each control character, format character and line separator by a space.
     */
    static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach((character) -> {
            int type = Character.getType(character);
            boolean breaks = type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            line.appendCodePoint(breaks ? ' ' : character);
        });
        return line.toString();
    }

}
