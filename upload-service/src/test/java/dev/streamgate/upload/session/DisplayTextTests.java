/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DisplayTextTests {

    @ParameterizedTest
    @CsvSource({ "holiday.mp4,holiday.mp4", "/etc/passwd,passwd", "..\\..\\boot.ini,boot.ini", "a/b\\c/été.mp4,été.mp4",
            "'  two words .mp4 ','two words .mp4'", ".hidden,.hidden", "日本.mp4,日本.mp4" })
    void aFileNameIsItsLastSegment(String raw, String expected) {
        assertThat(DisplayText.fileName(raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "   ", "..", "/", "a/", "../..", "\u202e", "\u0000\u0001" })
    void aNameWithoutVisibleCharactersIsNull(String raw) {
        assertThat(DisplayText.fileName(raw)).isNull();
    }

    @Test
    void invisibleAndBidirectionalCharactersAreRemoved() {
        assertThat(DisplayText.fileName("gpj\u202e4pm.mp4\u2066\u200b\ufeff")).isEqualTo("gpj4pm.mp4");
        assertThat(DisplayText.line("one\r\ntwo\u2028three\u0007")).isEqualTo("one two three");
        assertThat(DisplayText.line("a\ud800b\ue000c")).isEqualTo("abc");
    }

    @Test
    void textIsNormalised() {
        assertThat(DisplayText.line("e\u0301")).isEqualTo("\u00e9");
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(DisplayText.fileName("\ud83c\udfac".repeat(300))).isEqualTo("\ud83c\udfac".repeat(63));
    }

}
