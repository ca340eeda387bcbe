/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.health.Degraded;

import static org.assertj.core.api.Assertions.assertThat;

class ValkeyAutoConfigurationTests {

    /** The discard port, where no server listens. */
    private static final String UNREACHABLE = "streamgate.valkey.uri=redis://127.0.0.1:9";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ValkeyAutoConfiguration.class));

    @Test
    void createsNoClientWithoutAnAddress() {
        this.runner.run((context) -> assertThat(context).doesNotHaveBean(ValkeyClient.class));
        this.runner.withPropertyValues("streamgate.valkey.uri=")
            .run((context) -> assertThat(context).doesNotHaveBean(ValkeyClient.class).hasNotFailed());
    }

    @Test
    void anUnreachableServerDegradesHealthButDoesNotFailTheStart() {
        this.runner.withPropertyValues(UNREACHABLE).run((context) -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(ValkeyClient.class).isUp()).isFalse();
            assertThat(context.getBean(HealthIndicator.class).health().getStatus()).isEqualTo(Degraded.STATUS);
            assertThat(context.getBean(ValkeyProperties.class)).isEqualTo(new ValkeyProperties("redis://127.0.0.1:9",
                    Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(1), 5, "streamgate:", 1));
        });
    }

    @Test
    void bindsProperties() {
        this.runner
            .withPropertyValues(UNREACHABLE, "streamgate.valkey.timeout=5ms", "streamgate.valkey.connect-timeout=100ms",
                    "streamgate.valkey.heartbeat=3s", "streamgate.valkey.failure-threshold=7",
                    "streamgate.valkey.key-prefix=x:", "streamgate.valkey.min-replicas=3")
            .run((context) -> {
                assertThat(context.getBean(ValkeyProperties.class))
                    .isEqualTo(new ValkeyProperties("redis://127.0.0.1:9", Duration.ofMillis(5), Duration.ofMillis(100),
                            Duration.ofSeconds(3), 7, "x:", 3));
                assertThat(context.getBean(ValkeyClient.class).replicas()).isEqualTo(3);
            });
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() {
        this.runner.withPropertyValues("streamgate.valkey.uri=localhost:6379")
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("must begin with redis:// or rediss://"));
        this.runner.withPropertyValues(UNREACHABLE, "streamgate.valkey.timeout=0ms")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("timeout"));
    }

    @Test
    void aMissingLibraryFailsTheStartAndIsNamed() {
        this.runner.withPropertyValues(UNREACHABLE)
            .withClassLoader(new FilteredClassLoader("io.lettuce"))
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("streamgate.valkey.uri is set, but io.lettuce:lettuce-core"));
        this.runner.withPropertyValues(UNREACHABLE)
            .withClassLoader(new FilteredClassLoader("io.github.resilience4j"))
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("io.github.resilience4j:resilience4j-circuitbreaker"));
    }

    @Test
    void aMalformedAddressFailsTheStartWithoutItsPassword() {
        this.runner.withPropertyValues("streamgate.valkey.uri=redis://user:s3cret@")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("streamgate.valkey.uri")
                .hasMessageNotContaining("s3cret"));
    }

    @Test
    void metersAndHealthAreOptional() {
        this.runner.withPropertyValues(UNREACHABLE)
            .withClassLoader(new FilteredClassLoader("io.micrometer", "dev.streamgate.hardening.health",
                    "org.springframework.boot.health", "org.springframework.boot.actuate"))
            .run((context) -> {
                assertThat(context).hasNotFailed().hasSingleBean(ValkeyClient.class);
                assertThat(context.getBean(ValkeyClient.class).isUp()).isFalse();
            });
    }

    @Test
    void backsOffForTheApplicationsClient() {
        this.runner.withPropertyValues(UNREACHABLE, "streamgate.valkey.connect-timeout=100ms")
            .withBean("custom", ValkeyClient.class,
                    () -> new ValkeyClient(
                            new ValkeyProperties("redis://127.0.0.1:9", Duration.ofMillis(50), Duration.ofMillis(100),
                                    Duration.ofSeconds(1), 5, "custom:", 1),
                            "app", new io.micrometer.core.instrument.simple.SimpleMeterRegistry()))
            .run((context) -> assertThat(context).getBean(ValkeyClient.class).isSameAs(context.getBean("custom")));
    }

}
