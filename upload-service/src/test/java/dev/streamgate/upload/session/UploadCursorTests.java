/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UploadCursorTests {

    private final UploadCursor cursor = new UploadCursor(Instant.parse("2026-11-21T08:00:00.123456Z"),
            "abcdefghijklmnopqrstuvwxyz");

    @Test
    void aCursorComesBackAsItWentOut() {
        assertThat(UploadCursor.parse(this.cursor.format(null), null)).isEqualTo(this.cursor);
        assertThat(UploadCursor.parse(this.cursor.format(UploadState.OPEN), UploadState.OPEN)).isEqualTo(this.cursor);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> UploadCursor.parse(this.cursor.format(UploadState.OPEN), null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "!!!", "AAAA", "dXBsb2FkcyAgOTk5OTk5OTk5OTk5OTk5OTk5OTk5OSBhYmM" })
    void whatIsNoCursorIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> UploadCursor.parse(text, null));
    }

}
