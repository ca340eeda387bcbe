/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.validation;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConstraintTests {

    private static final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    /** The examples of EIP-55, and an address without a checksum. */
    @ParameterizedTest
    @ValueSource(strings = { "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
            "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
            "0x0000000000000000000000000000000000000000" })
    void anAddressWithAValidChecksumIsValid(String address) {
        assertThat(invalid(address, null, null, null, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "0x", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
            "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0", " 0x0000000000000000000000000000000000000000",
            "0x000000000000000000000000000000000000000０", "0x000000000000000000000000000000000000000g",
            "0x0000000000000000000000000000000000000000\n" })
    void aMistypedAddressIsInvalid(String address) {
        assertThat(invalid(address, null, null, null, null)).isTrue();
    }

    @Test
    void keccak256IsTheVariantOfEthereum() {
        assertThat(HexFormat.of().formatHex(Keccak256.hash(new byte[0])))
            .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(HexFormat.of().formatHex(Keccak256.hash("abc".getBytes(StandardCharsets.US_ASCII))))
            .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    }

    @Test
    void aHashHasTheGivenNumberOfLowerCaseDigits() {
        assertThat(invalid(null, "0123abcd", null, null, null)).isFalse();
        for (String hash : new String[] { "", "0123abc", "0123abcde", "0123ABCD", "0123abcg", "0x23abcd",
                "0123abc\n" }) {
            assertThat(invalid(null, hash, null, null, null)).as(hash).isTrue();
        }
    }

    @Test
    void aHashMayHaveUpperCaseDigitsIfAllowed() {
        assertThat(validator.validate(new Declared("0123ABcd"))).isEmpty();
        for (String hash : new String[] { "0123ABcg", "0123ABc", "０１２３ABcd" }) {
            assertThat(validator.validate(new Declared(hash))).as(hash)
                .singleElement()
                .extracting((violation) -> violation.getMessage())
                .isEqualTo("must be 4 bytes in hexadecimal digits");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "Film 1.mp4", "été à la plage (final).mov", "映画.mkv", ".hidden", "a..b",
            "a - b_c+d@e#f.mp4", "فیلم\u200cها.mp4", "👩‍👩‍👧.webm", "console.log", "com10.txt", "été.mp4" })
    void aPlainFileNameIsValid(String name) {
        assertThat(invalid(null, null, name, null, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", ".", "..", "...", "a/b", "a\\b", "../etc/passwd", "a:b", "a*", "a?", "a\"b",
            "<a>", "a|b", "a\u0000b", "a\nb", "a\u007f", "a\u0085b", " a", "a ", "a.", "con", "NUL.txt", "Com1",
            "lpt9.mp4", "com¹", "a\u202egpj.exe", "a\u2066b", "a\u200bb", "a\ufeffb", "a\u2060b", "a\u00adb",
            "a\ud800b", "a\u2028b", "a\ue000b", "a／b", "a＼b", "．．", "a∕b", "a⁄b", "a：b", "ｃｏｎ", "a．", "a\u2024\u2024b",
            "a\u3164b", "‥" })
    void anUnsafeFileNameIsInvalid(String name) {
        assertThat(invalid(null, null, name, null, null)).isTrue();
    }

    @Test
    void theLengthOfAFileNameIsInBytes() {
        assertThat(invalid(null, null, "é".repeat(127), null, null)).isFalse();
        assertThat(invalid(null, null, "é".repeat(128), null, null)).isTrue();
    }

    @Test
    void textIsHumanReadable() {
        assertThat(invalid(null, null, null, "日本 👩‍👩‍👧 é\u0301!", null)).isFalse();
        assertThat(invalid(null, null, null, "👍".repeat(20), null)).isFalse();
        assertThat(invalid(null, null, null, "👍".repeat(21), null)).isTrue();
        assertThat(invalid(null, null, null, null, "one\r\n\ttwo")).isFalse();
        for (String text : new String[] { "a\nb", "a\u001b[31m", "a\u202eb", "a\u200bb", "a\u0000", "\udc00",
                "a\u2029b", "\u2800", "\ufeff" }) {
            assertThat(invalid(null, null, null, text, null))
                .as(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        }
        assertThat(invalid(null, null, null, null, "a\u202eb")).isTrue();
    }

    @Test
    void theMessageHasTheLimit() {
        assertThat(validator.validate(new Typed(null, "x", null, null, null))).singleElement()
            .extracting((violation) -> violation.getMessage())
            .isEqualTo("must be 4 bytes in lower-case hexadecimal digits");
    }

    private static boolean invalid(String address, String hash, String fileName, String title, String description) {
        return !validator.validate(new Typed(address, hash, fileName, title, description)).isEmpty();
    }

    record Declared(@HexHash(bytes = 4, anyCase = true) String hash) {
    }

    record Typed(@EthereumAddress String address, @HexHash(bytes = 4) String hash, @SafeFileName String fileName,
            @PlainText(max = 20) String title, @PlainText(max = 100, multiline = true) String description) {
    }

}
