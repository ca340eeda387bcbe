/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SipHashTests {

    /**
     * Values of {@code PYTHONHASHSEED=0 python3.11}, whose string hash is SipHash-1-3.
     */
    @ParameterizedTest
    @CsvSource({ "a, 407448d2b89b1813", "ann, 5dc52f7edaa454b8", "0123456, 810aaf7acf670379",
            "01234567, da3dcedf84ea6cc6", "0123456789abcdef0123456789abcdef, 508d775b6fd5229b",
            "2001:db8::/64, 8f35d95a4fc0990f", "café\u00ff, a01ec8f931f6198b" })
    void agreesWithAnotherImplementation(String text, String expected) {
        assertThat(Long.toHexString(new SipHash(0, 0).hash(text))).isEqualTo(expected);
    }

    @Test
    void stringsOfAnyLengthAndWidthHaveDifferentHashes() {
        SipHash hash = SipHash.withRandomKey();
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length < 300; length++) {
            assertThat(seen.add(hash.hash("a".repeat(length)))).isTrue();
            assertThat(seen.add(hash.hash("a".repeat(length) + "\u0100"))).isTrue();
            assertThat(seen.add(hash.hash("a".repeat(length) + "\u0000"))).isTrue();
            assertThat(seen.add(hash.hash("\u6161".repeat(length + 1)))).isTrue();
        }
    }

}
