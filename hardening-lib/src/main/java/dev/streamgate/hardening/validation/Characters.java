/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

/** What of Unicode deceives the eye or breaks what reads it. */
final class Characters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;

    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Characters() {
    }

    /**
     * Whether people see the character, or see what it does: neither control nor private
     * nor unassigned nor half of a pair, nor invisible. The joiners stay, since Persian,
     * Hindi and emoji are written with them; tag characters stay out, flags of regions
     * included.
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

    /** Letters that have no ink: Hangul fillers and the blank Braille pattern. */
    private static boolean isBlankLetter(int c) {
        return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800;
    }

}
