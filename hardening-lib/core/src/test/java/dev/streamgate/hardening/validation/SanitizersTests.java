/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.UnaryOperator;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SanitizersTests {

    private static final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    /** Problematic parts, joined at random with any characters. */
    private static final String[] PIECES = { "", " ", ".", "..", "/", "\\", ":", "con", "NUL", "com¹", "a", ".mp4",
            "e\u0301", "\u0301", "\u0323", "ﬁ", "．", "／", "\u2024", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff",
            "\u00ad", "\ud800", "\udc00", "\u2028", "\u0085", "\r\n", "\t", "\u0000", "\u001b[31m", "\u3164", "\uffa0",
            "\u2800", "\ue000", "\u00a0", "\u3000", "\u1100", "\u1161", "\ufdfa", "👩‍👩‍👧", "日本", "é".repeat(60),
            "\uac00", "\u11a8", "\udb40\udc41" };

    @ParameterizedTest
    @CsvSource({ "holiday.mp4,holiday.mp4", "/etc/passwd,passwd", "..\\..\\boot.ini,boot.ini",
            "C:\\fakepath\\été.mp4,été.mp4", "a:b*c?.mp4,a_b_c_.mp4", "con,_con", "NUL.txt,_NUL.txt", "ｃｏｎ,_con",
            "'  a . ',a", ".hidden,.hidden", "日本.mp4,日本.mp4", "gpj\u202e4pm.mp4,gpj4pm.mp4", "a／b,a_b", "a\u2024b,a.b",
            "con\u200b.txt,_con.txt", "ﬁlm².mp4,film2.mp4" })
    void aFileNameIsTheSanitizedLastPartOfThePath(String path, String name) {
        assertThat(Sanitizers.fileName(path, 255)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", ".", "..", "...", "/", "a/", "../..", "\u202e", "\u0000\u0001", "\u200b.", "‥" })
    void anUnusableNameBecomesEmpty(String path) {
        assertThat(Sanitizers.fileName(path, 255)).isEmpty();
    }

    @Test
    void aTruncatedNameKeepsItsExtensionAndWholeCharacters() {
        assertThat(Sanitizers.fileName("é".repeat(300) + ".mp4", 255)).isEqualTo("é".repeat(125) + ".mp4");
        assertThat(Sanitizers.fileName("🎬".repeat(300), 255)).isEqualTo("🎬".repeat(63));
        assertThat(Sanitizers.fileName("a." + "x".repeat(300), 16)).isEqualTo("a." + "x".repeat(14));
        assertThatIllegalArgumentException().isThrownBy(() -> Sanitizers.fileName("a", 15));
    }

    @Test
    void textIsHumanReadable() {
        assertThat(Sanitizers.line(" one\r\n\ttwo\u2028three\u0007 ", 100)).isEqualTo("one two three");
        assertThat(Sanitizers.line("a\ud800b\ue000c\u202ed", 100)).isEqualTo("abcd");
        assertThat(Sanitizers.line("e\u0301 x²", 100)).isEqualTo("\u00e9 x²");
        assertThat(Sanitizers.line("👍".repeat(30), 20)).isEqualTo("👍".repeat(20));
        assertThat(Sanitizers.lines("one\r\ntwo\u0085three\u202e\u0000\n", 100)).isEqualTo("one\ntwo\nthree");
        assertThat(Sanitizers.visible("a\u001b[31m\u2066b\u2069 👩‍👩‍👧")).isEqualTo("a[31mb 👩‍👩‍👧");
        assertThat(Sanitizers.nfkc("ＡＤＭＩＮ ﬁ e\u200b\u0301")).isEqualTo("ADMIN fi \u00e9");
    }

    @Test
    void resultsAreValidAndStable() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append((random.nextInt(8) > 0) ? PIECES[random.nextInt(PIECES.length)]
                        : Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1)));
            }
            int max = 16 + random.nextInt(40);
            assertIdempotent(text.toString(), (given) -> Sanitizers.fileName(given, max));
            assertIdempotent(text.toString(), (given) -> Sanitizers.line(given, max));
            assertIdempotent(text.toString(), (given) -> Sanitizers.lines(given, max));
            assertIdempotent(text.toString(), Sanitizers::visible);
            assertIdempotent(text.toString(), Sanitizers::nfkc);
            String name = Sanitizers.fileName(text.toString(), 56);
            assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(56);
            assertThat(validator.validate(new Kept(name.isEmpty() ? null : name, Sanitizers.line(text.toString(), 56),
                    Sanitizers.lines(text.toString(), 56))))
                .as("%s", text.codePoints().mapToObj(Integer::toHexString).toList())
                .isEmpty();
        }
    }

    private static void assertIdempotent(String text, UnaryOperator<String> function) {
        String once = function.apply(text);
        assertThat(function.apply(once)).as("%s", text.codePoints().mapToObj(Integer::toHexString).toList())
            .isEqualTo(once);
    }

    record Kept(@SafeFileName(maxBytes = 56) String name, @PlainText(max = 56) String line,
            @PlainText(max = 56, multiline = true) String lines) {
    }

}
