/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.sql.SQLTransientConnectionException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatedFailureLogTests {

    private static final long SECOND = 1_000_000_000L;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private long now;

    private RepeatedFailureLog failures;

    @BeforeEach
    void create() {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("test");
        logger.setLevel(Level.INFO);
        this.lines.setContext(context);
        this.lines.start();
        logger.addAppender(this.lines);
        this.failures = new RepeatedFailureLog(logger, () -> this.now);
    }

    @Test
    void aKindOfFailureIsOneLineAMinute() {
        for (int request = 0; request < 1000; request++) {
            this.failures.warn("Responding 503", new IllegalStateException(new IOException("reset")));
            this.now += SECOND / 10;
        }
        assertThat(this.lines.list).extracting(ILoggingEvent::getFormattedMessage)
            .containsExactly("Responding 503: java.io.IOException: reset",
                    "Responding 503: java.io.IOException: reset (599 more since the last line)");
        assertThat(this.lines.list).allSatisfy((line) -> assertThat(line.getThrowableProxy()).isNull());
    }

    @Test
    void otherKindsAreOtherLines() {
        this.failures.warn("Responding 503", new IOException("reset"));
        this.failures.warn("Responding 503", new SQLTransientConnectionException("no connection"));
        this.failures.warn("Responding 503", new IOException("refused"));
        assertThat(this.lines.list).hasSize(2);
    }

}
