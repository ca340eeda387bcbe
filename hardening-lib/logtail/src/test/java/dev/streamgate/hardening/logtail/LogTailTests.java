/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.logtail;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogTailTests {

    private final LoggerContext context = new LoggerContext();

    private final Logger logger = this.context.getLogger("a.b.C");

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(LogTailAutoConfiguration.class));

    @Test
    void theLatestEventsComeFirstAndTheOldestAreEvicted() {
        LogTailEndpoint endpoint = endpoint(3, 1_000_000);
        IntStream.range(0, 5).forEach((number) -> this.logger.info("number {}", number));
        assertThat(endpoint.find(null, null, null, null, null).items()).extracting(LogLine::message)
            .containsExactly("number 4", "number 3", "number 2");
        assertThat(endpoint.find(null, null, null, null, 1).items()).hasSize(1);
    }

    @Test
    void theTotalTextAndEachTextAreBounded() {
        LogTailEndpoint endpoint = endpoint(1_000, 10_000);
        IntStream.range(0, 50).forEach((number) -> this.logger.info("x".repeat(1_000_000)));
        List<LogLine> kept = endpoint.find(null, null, null, null, 1_000).items();
        assertThat(kept).hasSize(2).allSatisfy((line) -> assertThat(line.message()).hasSizeLessThan(4_100));
    }

    @Test
    void aLevelIncludesMoreSevereLevels() {
        LogTailEndpoint endpoint = endpoint(10, 10_000);
        this.logger.info("fine");
        this.logger.warn("odd");
        this.logger.error("broken", new IllegalStateException("inside"));
        List<LogLine> found = endpoint.find("warn", null, null, null, null).items();
        assertThat(found).extracting(LogLine::level).containsExactly("ERROR", "WARN");
        assertThat(found.get(0).exception()).contains("IllegalStateException: inside", "LogTailTests");
        assertThatThrownBy(() -> endpoint.find("loud", null, null, null, null))
            .isInstanceOf(InvalidEndpointRequestException.class);
    }

    @Test
    void eventsAreFilteredByTraceAndTime() {
        LogTailEndpoint endpoint = endpoint(10, 10_000);
        this.logger.info("outside");
        MDC.put("traceId", "0af7651916cd43dd8448eb211c80319c");
        MDC.put("requestId", "r-1");
        try {
            this.logger.info("inside");
        }
        finally {
            MDC.clear();
        }
        LogLine inside = endpoint.find(null, "0af7651916cd43dd8448eb211c80319c", null, null, null).items().get(0);
        assertThat(inside.message()).isEqualTo("inside");
        assertThat(inside.requestId()).isEqualTo("r-1");
        assertThat(inside.logger()).isEqualTo("a.b.C");
        OffsetDateTime future = OffsetDateTime.now(java.time.ZoneOffset.UTC).plusHours(1);
        assertThat(endpoint.find(null, null, future, null, null).items()).isEmpty();
        assertThat(endpoint.find(null, null, null, future, null).items()).hasSize(2);
        assertThat(inside.timestamp()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void secretsAreRemovedAndTheRestIsKept() {
        LogTailEndpoint endpoint = endpoint(20, 100_000);
        this.logger.info("Authorization: Bearer abcdefgh12345678 was sent by 10.0.0.1");
        this.logger.info("refused eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl of alice");
        this.logger.info("GET /streams/1?sessionToken=abcd1234&x=1");
        this.logger.info("body {\"password\": \"hunter2hunter2\", \"email\": \"a@b\"}");
        this.logger.error("no", new IllegalStateException("jdbc password=hunter2hunter2 refused"));
        String all = endpoint.find(null, null, null, null, null).items().toString();
        assertThat(all).doesNotContain("abcdefgh12345678", "c2lnbmF0dXJl", "abcd1234", "hunter2")
            .contains("was sent by 10.0.0.1", "of alice", "&x=1", "a@b", "refused");
    }

    @Test
    void theEndpointExistsOnlyIfItIsExposed() {
        this.application.run((context) -> assertThat(context).doesNotHaveBean(LogTailEndpoint.class));
        this.application.withPropertyValues("management.endpoints.web.exposure.include=logtail").run((context) -> {
            assertThat(context).hasSingleBean(LogTailEndpoint.class);
            org.slf4j.LoggerFactory.getLogger("some.Logger").warn("recorded");
            assertThat(context.getBean(LogTailEndpoint.class).find(null, null, null, null, null).items())
                .extracting(LogLine::message)
                .contains("recorded");
        });
        this.application
            .withPropertyValues("management.endpoints.web.exposure.include=logtail",
                    "streamgate.log-tail.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(LogTailEndpoint.class));
        this.application
            .withPropertyValues("management.endpoints.web.exposure.include=logtail", "streamgate.log-tail.events=0")
            .run((context) -> assertThat(context).hasFailed());
    }

    private LogTailEndpoint endpoint(int lines, long characters) {
        LogTail tail = new LogTail(lines, characters);
        tail.setContext(this.context);
        tail.start();
        this.logger.setLevel(Level.TRACE);
        this.logger.addAppender(tail);
        this.context.setMDCAdapter((ch.qos.logback.classic.util.LogbackMDCAdapter) MDC.getMDCAdapter());
        return new LogTailEndpoint(tail);
    }

}
