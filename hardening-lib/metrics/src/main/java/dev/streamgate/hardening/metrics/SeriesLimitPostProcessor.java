/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Bounds the series of selected meters in each registry of the application. Runs before
 * Boot's post-processor, which may register meters.
 */
final class SeriesLimitPostProcessor implements BeanPostProcessor, Ordered {

    private final ObjectProvider<MetricsProperties> properties;

    SeriesLimitPostProcessor(ObjectProvider<MetricsProperties> properties) {
        this.properties = properties;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof MeterRegistry registry) {
            MetricsProperties settings = this.properties.getObject();
            SeriesLimit.apply(registry, settings.maxSeries(), settings.limitedMeters());
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return 0;
    }

}
