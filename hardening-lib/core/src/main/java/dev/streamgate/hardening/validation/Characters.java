/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

/** Classifies Unicode characters that are invisible or misleading. */
final class Characters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;

    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Characters() {
    }

    /**
     * Whether a character has a visible form or effect. Control, private-use, unassigned
     * and blank characters and unpaired surrogates do not. Joiners do, since Persian,
     * Hindi and emoji need them; tag characters do not, although flags of regions need
     * them.
     */
    static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            default -> !isBlankLetter(c);
        };
    }

    /** Letters without a glyph: Hangul fillers and the blank Braille pattern. */
    private static boolean isBlankLetter(int c) {
        return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800;
    }

}
