/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Reports unavailable dependencies as {@code DEGRADED}, or as {@code DOWN} and not ready
 * if they are required; disabled by {@code streamgate.health.enabled=false}.
 */
@AutoConfiguration(before = HealthEndpointAutoConfiguration.class,
        after = HealthContributorRegistryAutoConfiguration.class,
        afterName = { "org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
                "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass(name = { "org.springframework.boot.health.registry.HealthContributorRegistry",
        "io.micrometer.core.instrument.MeterRegistry" })
@ConditionalOnProperty(prefix = "streamgate.health", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(HealthProperties.class)
public final class HealthAutoConfiguration {

    private static final List<String> DEFAULT_ORDER = Stream
        .of(Status.DOWN, Status.OUT_OF_SERVICE, Degraded.STATUS, Status.UP, Status.UNKNOWN)
        .map(Status::getCode)
        .toList();

    /**
     * Orders {@code DEGRADED} between {@code UP} and {@code OUT_OF_SERVICE}, unless
     * {@code management.endpoint.health.status.order} is set.
     */
    @Bean
    @ConditionalOnMissingBean
    StatusAggregator healthStatusAggregator(ObjectProvider<HealthEndpointProperties> properties) {
        HealthEndpointProperties configured = properties.getIfAvailable();
        List<String> order = (configured != null) ? configured.getStatus().getOrder() : List.of();
        return new OrderedStatusAggregator(!order.isEmpty() ? order : DEFAULT_ORDER);
    }

    @Bean
    @ConditionalOnBean({ HealthContributorRegistry.class, ApplicationAvailability.class })
    @ConditionalOnMissingBean
    DependencyMonitor dependencyMonitor(HealthProperties properties, ObjectProvider<Dependency> beans,
            HealthContributorRegistry registry, ApplicationAvailability availability, ApplicationEventPublisher events,
            ObjectProvider<MeterRegistry> meters) {
        List<MonitoredDependency> dependencies = new ArrayList<>();
        beans.orderedStream().map(MonitoredDependency::new).forEach(dependencies::add);
        if (!properties.dependencies().isEmpty()) {
            HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.timeout())
                .build();
            properties.dependencies()
                .forEach((name, target) -> dependencies.add(new MonitoredDependency(
                        new HttpDependency(name, target.url(), target.required(), properties.timeout(), client))));
        }
        DependencyMonitor monitor = new DependencyMonitor(dependencies, properties.interval(), availability, events);
        monitor.register(registry);
        meters.ifAvailable(monitor::bindTo);
        return monitor;
    }

    /** Replaces Spring Boot's indicator, which blocks on an unresponsive database. */
    @Bean
    @ConditionalOnSingleCandidate(DataSource.class)
    @ConditionalOnProperty(prefix = "streamgate.health.database", name = "enabled", matchIfMissing = true)
    Dependency databaseDependency(DataSource source, HealthProperties properties) {
        return new DatabaseDependency(source, properties.database().required(), properties.timeout());
    }

}
