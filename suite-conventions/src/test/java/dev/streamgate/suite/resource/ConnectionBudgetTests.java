/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.resource;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionBudgetTests {

    private static final long MEGABYTE = 1024 * 1024;

    private final ResourceProperties properties = new ResourceProperties(true, DataSize.ofMegabytes(60),
            DataSize.ofKilobytes(200), 60, 5000);

    @Test
    void connectionsAreDerivedFromTheLongLivedPartOfTheHeap() {
        // 60 % of 200 MB are 120 MB; 60 MB remain for connections of 200 KB.
        assertThat(ConnectionBudget.of(this.properties, 200 * MEGABYTE).connections()).isEqualTo(307);
        assertThat(ConnectionBudget.of(this.properties, 100_000 * MEGABYTE).connections()).isEqualTo(5000);
    }

    @Test
    void aHeapThatHoldsHardlyAnyConnectionIsRefusedWithTheSizeItNeeds() {
        assertThatThrownBy(() -> ConnectionBudget.of(this.properties, 105 * MEGABYTE))
            .isInstanceOf(InvalidConfigurationException.class)
            .hasMessage("A heap of 105 MB holds 15 connections; at least 32 are needed")
            .asInstanceOf(InstanceOfAssertFactories.type(InvalidConfigurationException.class))
            .extracting(InvalidConfigurationException::action)
            .asString()
            .contains("-Xmx to at least 111m");
        assertThat(ConnectionBudget.of(this.properties, 111 * MEGABYTE).connections()).isGreaterThanOrEqualTo(32);
    }

    @Test
    void aNumberOfConnectionsThatTheHeapDoesNotHoldIsRefusedByItsProperty() {
        assertThat(ConnectionBudget.check(this.properties, 300, 200 * MEGABYTE).connections()).isEqualTo(300);
        assertThatThrownBy(() -> ConnectionBudget.check(this.properties, 2048, 200 * MEGABYTE))
            .isInstanceOf(InvalidConfigurationException.class)
            .hasMessage("server.tomcat.max-connections=2048, but a heap of 200 MB holds 307 connections")
            .asInstanceOf(InstanceOfAssertFactories.type(InvalidConfigurationException.class))
            .extracting(InvalidConfigurationException::action)
            .asString()
            .contains("-Xmx to at least 767m");
    }

    @Test
    void theContextFailsToStartWithMoreConnectionsThanItsHeapHolds() {
        WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ResourceBudgetAutoConfiguration.class));
        runner.run((context) -> assertThat(context).hasSingleBean(ConnectionBudget.class));
        runner.withPropertyValues("server.tomcat.max-connections=100000000")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class));
        runner.withPropertyValues("server.tomcat.max-connections=100000000", "streamgate.resources.enabled=false")
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ConnectionBudget.class));
    }

    @Test
    void propertiesHaveDefaultsAndAreMapped() {
        WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ResourceBudgetAutoConfiguration.class));
        runner.run((context) -> assertThat(context.getBean(ResourceProperties.class))
            .isEqualTo(new ResourceProperties(true, DataSize.ofMegabytes(48), DataSize.ofKilobytes(96), 65, 8192)));
        runner
            .withPropertyValues("streamgate.resources.base=1MB", "streamgate.resources.per-connection=2KB",
                    "streamgate.resources.heap-percent=50", "streamgate.resources.max-connections=77")
            .run((context) -> assertThat(context.getBean(ResourceProperties.class))
                .isEqualTo(new ResourceProperties(true, DataSize.ofMegabytes(1), DataSize.ofKilobytes(2), 50, 77)));
    }

}
