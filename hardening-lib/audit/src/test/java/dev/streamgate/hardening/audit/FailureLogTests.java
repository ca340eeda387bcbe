/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class FailureLogTests {

    @Test
    void repeatedFailuresAreOneLineAMinuteWithTheirNumber(CapturedOutput output) {
        MovableClock clock = new MovableClock(Instant.EPOCH);
        FailureLog failures = new FailureLog(LoggerFactory.getLogger("audit.failures"), "/journal", clock);
        for (int i = 0; i < 120; i++) {
            failures.failed(new IOException("No space left on device"), 10);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(output.toString().lines().filter((line) -> line.contains("No space left"))).hasSize(2)
            .first()
            .asString()
            .contains("10 failed writes");
        assertThat(output).contains("600 failed writes").doesNotContain("\tat ");
        failures.recovered();
        failures.recovered();
        assertThat(output.toString().lines().filter((line) -> line.contains("written to /journal again"))).hasSize(1);
    }

    @Test
    void theRejectionsOfAnotherJournalAreOneLineToo(CapturedOutput output) {
        AuditJournal full = mock(AuditJournal.class);
        willThrow(new AuditUnavailableException(new IOException("The queue is full"))).given(full).requireWritable();
        AuditRecorder recorder = new AuditRecorder(full, new MovableClock(Instant.EPOCH));
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(AuditUnavailableException.class).isThrownBy(recorder::requireWritable)
                .returns(true, AuditUnavailableException::isReported)
                .satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
        }
        assertThat(output.toString().lines().filter((line) -> line.contains("The queue is full"))).hasSize(1);
    }

}
