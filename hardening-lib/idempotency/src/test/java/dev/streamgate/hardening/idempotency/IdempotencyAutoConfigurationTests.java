/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import dev.streamgate.hardening.problem.ProblemAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class IdempotencyAutoConfigurationTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ProblemAutoConfiguration.class,
                IdempotencyAutoConfiguration.class));

    @Test
    void storesKeysInMemoryWithoutADatabase() {
        this.runner.run((context) -> {
            assertThat(context).hasBean("idempotencyFilter").doesNotHaveBean(IdempotencyStore.class);
            IdempotencyProperties properties = context.getBean(IdempotencyProperties.class);
            assertThat(properties.enabled()).isTrue();
            assertThat(properties.paths()).containsExactly("/api/v1/**");
            assertThat(properties.excludedPaths()).isEmpty();
            assertThat(properties.identityHeaders()).isEmpty();
            assertThat(properties.retention()).isEqualTo(Duration.ofHours(24));
            assertThat(properties.claimTimeout()).isEqualTo(Duration.ofMinutes(2));
            assertThat(properties.maxRequestBody()).isEqualTo(DataSize.ofMegabytes(1));
            assertThat(properties.maxResponseBody()).isEqualTo(DataSize.ofKilobytes(256));
            assertThat(properties.maxEntries()).isEqualTo(100_000);
        });
    }

    @Test
    void storesKeysInTheDatabaseIfThereIsOne() {
        this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/absent")
            .run((context) -> assertThat(context).hasSingleBean(JdbcIdempotencyStore.class));
    }

    @Test
    void startsWithoutOptionalDependencies() {
        this.runner.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.postgresql"))
            .run((context) -> assertThat(context).hasNotFailed().hasBean("idempotencyFilter"));
        this.runner
            .withClassLoader(
                    new FilteredClassLoader("org.springframework.security", "org.springframework.boot.security"))
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("idempotencyFilter"));
    }

    @Test
    void canBeDisabled() {
        this.runner.withPropertyValues("streamgate.idempotency.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean("idempotencyFilter"));
    }

    @Test
    void backsOffForTheApplicationsStore() {
        this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/absent")
            .withBean("custom", IdempotencyStore.class, () -> mock(IdempotencyStore.class))
            .run((context) -> assertThat(context).getBean(IdempotencyStore.class).isSameAs(context.getBean("custom")));
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() {
        this.runner.withPropertyValues("streamgate.idempotency.retention=1s")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("retention"));
        this.runner.withPropertyValues("streamgate.idempotency.excluded-paths=jobs")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("excludedPaths"));
        this.runner.withPropertyValues("streamgate.idempotency.max-response-body=1GB")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("at most 16MB"));
    }

}
