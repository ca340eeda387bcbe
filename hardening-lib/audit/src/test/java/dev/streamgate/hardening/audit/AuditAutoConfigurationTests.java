/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.util.unit.DataSize;

import dev.streamgate.hardening.network.NetworkAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class AuditAutoConfigurationTests {

    @TempDir
    static Path root;

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(NetworkAutoConfiguration.class, AuditAutoConfiguration.class));

    @Test
    void theJournalIsEnabledByADirectory() {
        this.runner.run((context) -> assertThat(context).doesNotHaveBean(AuditJournal.class)
            .doesNotHaveBean(WebMvcRegistrations.class));
        this.runner.withPropertyValues("streamgate.audit.directory=" + root).run((context) -> {
            assertThat(context).hasSingleBean(AuditJournal.class)
                .hasSingleBean(AuditEventRepository.class)
                .hasSingleBean(WebMvcRegistrations.class);
            assertThat(context.getBean(AuditProperties.class))
                .isEqualTo(new AuditProperties(true, root, Duration.ofDays(30), DataSize.ofMegabytes(16)));
        });
    }

    @Test
    void thePropertyDisablesIt() {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root, "streamgate.audit.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(AuditJournal.class)
                .doesNotHaveBean(AuditEventRepository.class));
    }

    @Test
    void itBacksOffForTheApplicationsJournal() {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root)
            .withBean("own", AuditJournal.class, () -> mock(AuditJournal.class))
            .run((context) -> assertThat(context).hasSingleBean(AuditEventRepository.class)
                .getBean(AuditJournal.class)
                .isSameAs(context.getBean("own")));
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() throws Exception {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root, "streamgate.audit.retention=1h")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("retention"));
        this.runner.withPropertyValues("streamgate.audit.directory=" + root, "streamgate.audit.file-size=1KB")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("file-size must be"));
        Path file = Files.createFile(root.resolve("file"));
        this.runner.withPropertyValues("streamgate.audit.directory=" + file)
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("streamgate.audit.directory"));
    }

    @Test
    void publishedEventsAreRecordedExceptRoutineAndFloods() {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root.resolve("events")).run((context) -> {
            AuditEventRepository events = context.getBean(AuditEventRepository.class);
            events.add(new AuditEvent("ann", "AUTHENTICATION_SUCCESS"));
            for (int i = 0; i < 1_000; i++) {
                events.add(new AuditEvent(java.time.Instant.EPOCH, "eve", "AUTHORIZATION_FAILURE",
                        java.util.Map.of("details", "from somewhere")));
            }
            events.add(new AuditEvent(java.time.Instant.EPOCH.plusSeconds(1), "ann", "cache.clear",
                    java.util.Map.of("resource", "contents")));
            context.getBean(AuditJournal.class)
                .recordDurably(AuditRecord.of(java.time.Instant.EPOCH, "last", "x", "", "success", java.util.Map.of()));
            assertThat(events.find("eve", null, null)).hasSize(100);
            assertThat(events.find("ann", null, null)).singleElement()
                .extracting(AuditEvent::getData)
                .hasFieldOrPropertyWithValue("suppressedBefore", "900")
                .hasFieldOrPropertyWithValue("resource", "contents");
        });
    }

}
