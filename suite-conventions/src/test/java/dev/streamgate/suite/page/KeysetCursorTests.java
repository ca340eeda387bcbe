/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeysetCursorTests {

    private static final Instant TIME = Instant.parse("2026-03-29T01:30:00.123456Z");

    @Test
    void aCursorIsDecodedToTheValuesItWasEncodedFrom() {
        String cursor = KeysetCursor.encode("jobs", TIME, -42L, "Größe \uD83C\uDFAC, 1", "");
        KeysetCursor position = decode(cursor, 4);
        assertThat(position.instant(0)).isEqualTo(TIME);
        assertThat(position.number(1)).isEqualTo(-42);
        assertThat(position.text(2)).isEqualTo("Größe \uD83C\uDFAC, 1");
        assertThat(position.text(3)).isEmpty();
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void withoutACursorTheFirstPageIsMeant() {
        assertThat(KeysetCursor.decode(null, "jobs", 1)).isNull();
        assertThat(KeysetCursor.decode("", "jobs", 1)).isNull();
    }

    @Test
    void aCursorOfAnotherListOrFilterIsRejected() {
        String cursor = KeysetCursor.encode("uploads STORED", TIME, "a");
        assertRejected(() -> KeysetCursor.decode(cursor, "uploads OPEN", 2));
        assertRejected(() -> KeysetCursor.decode(cursor, "uploads STORED", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "%%%", "AAAA", "\u0000", "ä", "null", "eyJhIjoxfQ==", " ", "-", "/w" })
    void whatIsNoCursorIsRejected(String cursor) {
        assertRejected(() -> KeysetCursor.decode(cursor, "jobs", 1));
    }

    @Test
    void anOverlongCursorIsRejected() {
        assertRejected(() -> KeysetCursor.decode("A".repeat(100_000), "jobs", 1));
    }

    @Test
    void invalidUtf8IsRejected() {
        byte[] bytes = new String(Base64.getUrlDecoder().decode(KeysetCursor.encode("jobs", "abc")),
                StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertRejected(() -> KeysetCursor.decode(cursor, "jobs", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "+1000000000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "soon", "" })
    void anInstantThatPostgresqlCannotHoldIsRejected(String value) {
        KeysetCursor position = decode(KeysetCursor.encode("jobs", value), 1);
        assertRejected(() -> position.instant(0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "9223372036854775808", "1.5", "", "one" })
    void whatIsNoIntegerIsRejected(String value) {
        KeysetCursor position = decode(KeysetCursor.encode("jobs", value), 1);
        assertRejected(() -> position.number(0));
    }

    @Test
    void anIdOfAnotherFormIsRejected() {
        KeysetCursor position = decode(KeysetCursor.encode("jobs", "0f'; --"), 1);
        assertRejected(() -> position.id(0, Pattern.compile("[0-9a-f]{4}")));
    }

    @Test
    void aSortKeyWithNulIsAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeysetCursor.encode("jobs", "a\0b"));
    }

    @Test
    void randomBytesNeverCauseAnythingButTheProblem() {
        Random random = new Random(42);
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            if (!cursor.isEmpty()) {
                assertRejected(() -> KeysetCursor.decode(cursor, "jobs", 2));
            }
        }
    }

    private static KeysetCursor decode(String cursor, int columns) {
        return Objects.requireNonNull(KeysetCursor.decode(cursor, "jobs", columns));
    }

    private static void assertRejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(call)
            .satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(400));
    }

}
