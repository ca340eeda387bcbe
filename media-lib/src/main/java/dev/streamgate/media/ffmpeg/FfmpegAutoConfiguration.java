/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Provides {@link Ffmpeg} lazily: the self-test runs when the first dependent bean is
 * created, and the application fails to start if no ffmpeg works. Applications that only
 * use the blob store never run it. Health (component {@code ffmpeg}), the endpoint
 * {@code info} and metrics then state which ffmpeg runs and what it lacks.
 */
@AutoConfiguration
@EnableConfigurationProperties(FfmpegProperties.class)
public final class FfmpegAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Ffmpeg ffmpeg(FfmpegProperties properties, Environment environment, ObjectProvider<FfmpegListener> listener,
            ObjectProvider<SelectionListener> selectionListeners) throws InterruptedException {
        String path = environment.getProperty("PATH", "");
        FfmpegInstallation installation = new FfmpegLocator(properties, path).locate();
        FfmpegSandbox sandbox = FfmpegSandbox.find(properties.sandbox(), installation.ffmpeg(),
                installation.environment());
        Ffmpeg ffmpeg = new Ffmpeg(installation, sandbox, properties, JsonMapper.shared(),
                listener.getIfAvailable(() -> FfmpegListener.NONE));
        selectionListeners.forEach((selected) -> selected.selected(ffmpeg));
        return ffmpeg;
    }

    /** Learns which ffmpeg the application uses, once it is selected. */
    @FunctionalInterface
    interface SelectionListener {

        void selected(Ffmpeg ffmpeg);

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthContributorRegistry.class)
    static class HealthConfiguration {

        @Bean
        @Lazy
        SelectionListener ffmpegHealth(ObjectProvider<HealthContributorRegistry> registry) {
            return (ffmpeg) -> registry.ifAvailable((contributors) -> contributors.registerContributor("ffmpeg",
                    (HealthIndicator) () -> Health.up()
                        .withDetail("version", ffmpeg.version())
                        .withDetail("origin", ffmpeg.origin())
                        .withDetail("missing", ffmpeg.missing())
                        .withDetail("sandbox", ffmpeg.sandbox())
                        .build()));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InfoContributor.class)
    static class InfoConfiguration {

        @Bean
        FfmpegInfo ffmpegInfo() {
            return new FfmpegInfo();
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class MetricsConfiguration {

        @Bean
        @Lazy
        SelectionListener ffmpegMetrics(ObjectProvider<MeterRegistry> registry) {
            return (ffmpeg) -> registry.ifAvailable((meters) -> {
                FfmpegMeter.INFO.gauge(meters, () -> 1, ffmpeg.origin(), ffmpeg.release(), ffmpeg.sandbox());
                ffmpeg.missing().forEach((feature) -> FfmpegMeter.MISSING.gauge(meters, () -> 1, feature));
            });
        }

    }

}
