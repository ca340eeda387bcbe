/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.tracing;

import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Log lines in the formats of {@code STREAMGATE_LOG_FORMAT}, with the suite's default
 * settings.
 */
class JsonLogTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withPropertyValues("spring.config.import=classpath:streamgate-defaults.yaml",
                "spring.application.name=upload");

    @Test
    void userInputCannotStartALine() {
        String input = "a.mp4\r\n{\"message\":\"forged\"}\u2028\u0085\u001b[31m";
        for (String format : new String[] { "json", "ecs", "logstash", "gelf" }) {
            this.runner.withPropertyValues("STREAMGATE_LOG_FORMAT=" + format).run((context) -> {
                String line = line(context.getEnvironment(),
                        context.getEnvironment().getRequiredProperty("logging.structured.format.console"),
                        "Accepted " + input);
                assertThat(line).as(format).endsWith("}\n").contains("a.mp4\\r\\n").doesNotContain("\u001b");
                assertThat(line.chars().filter((c) -> c == '\n' || c == '\r')).as(format).hasSize(1);
                assertThat(JsonMapper.shared().readTree(line).toString()).as(format).contains("Accepted a.mp4");
            });
        }
    }

    /** Encodes a message in a format. */
    static String line(Environment environment, String format, String message) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        LoggerContext settings = new LoggerContext();
        settings.putObject(Environment.class.getName(), environment);
        encoder.setContext(settings);
        encoder.setFormat(format);
        encoder.start();
        Logger logger = (Logger) LoggerFactory.getLogger(JsonLogTests.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        try {
            logger.info(message);
            assertThat(events.list).hasSize(1);
            return new String(encoder.encode(events.list.get(0)), StandardCharsets.UTF_8);
        }
        finally {
            logger.detachAppender(events);
        }
    }

}
