/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

import dev.streamgate.suite.security.ServiceIdentityAutoConfiguration;
import dev.streamgate.suite.security.ServiceTokens;

/**
 * Forwards alerts to monitor-service, if {@code streamgate.alert.forward.url} is set and
 * the service has an identity.
 */
@AutoConfiguration(after = ServiceIdentityAutoConfiguration.class,
        beforeName = "dev.streamgate.hardening.alert.AlertAutoConfiguration")
@Conditional(AlertForwardingAutoConfiguration.OnAddressCondition.class)
@EnableConfigurationProperties(AlertForwardingProperties.class)
public final class AlertForwardingAutoConfiguration {

    @Bean
    @ConditionalOnBean(ServiceTokens.class)
    MonitorAlertHandler monitorAlertHandler(AlertForwardingProperties properties, ServiceTokens tokens) {
        URI monitor = properties.url();
        Assert.state(monitor != null, "OnAddressCondition requires the address");
        HttpClientSettings settings = HttpClientSettings.defaults()
            .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5))
            .withRedirects(HttpRedirects.DONT_FOLLOW);
        return new MonitorAlertHandler(
                RestClient.builder().requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(settings)).build(),
                monitor, tokens);
    }

    /**
     * Requires a non-empty address: a service switches forwarding off with an empty one.
     */
    static final class OnAddressCondition implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("streamgate.alert.forward.url"));
        }

    }

}
