/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.digest;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Sha256Tests {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void hashesTheExampleOfTheStandard() {
        assertThat(Sha256.hex("abc")).isEqualTo(ABC);
        assertThat(Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(ABC);
        assertThat(Sha256.hash("abc")).isEqualTo(HexFormat.of().parseHex(ABC));
    }

    @Test
    void hashesTheUtf8FormOfAString() {
        assertThat(Sha256.hash("ä")).isEqualTo(Sha256.hash(new byte[] { (byte) 0xc3, (byte) 0xa4 }));
    }

    @Test
    void aDigestTakesPartsOfAMessage() {
        var digest = Sha256.newDigest();
        digest.update((byte) 'a');
        assertThat(digest.digest("bc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Sha256.hash("abc"));
    }

}
