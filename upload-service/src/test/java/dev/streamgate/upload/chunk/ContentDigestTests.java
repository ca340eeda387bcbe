/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.chunk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ContentDigestTests {

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String FIELD = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    @Test
    void sha256IsFoundAmongOtherAlgorithms() {
        assertThat(ContentDigest.sha256(FIELD)).isEqualTo(EMPTY);
        assertThat(ContentDigest.sha256("md5=:1B2M2Y8AsgTpgAmY7PhCfg==:, " + FIELD)).isEqualTo(EMPTY);
    }

    @Test
    void unknownAlgorithmsAreIgnored() {
        assertThat(ContentDigest.sha256(null)).isNull();
        assertThat(ContentDigest.sha256("sha-512=:AAAA:")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "sha-256", "sha-256=AAAA", "sha-256=:AAAA:", "sha-256=:?:", "sha-256=:=:",
            "SHA-256=:AAAA:", "sha-256=:AAAA:;" })
    void aMalformedFieldIsRejected(String field) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ContentDigest.sha256(field));
    }

}
