/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.time.Clock;
import java.time.Duration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * Adds this service's access token to the requests of all declared HTTP service clients,
 * if {@code streamgate.security.service-secret} is set.
 */
@AutoConfiguration(after = SecurityAutoConfiguration.class)
@ConditionalOnClass(name = { "org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder",
        "org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer" })
@Conditional(ServiceIdentityAutoConfiguration.OnServiceSecretCondition.class)
@EnableConfigurationProperties(SecurityProperties.class)
public final class ServiceIdentityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServiceTokens serviceTokens(SecurityProperties properties,
            @Value("${streamgate.service.name:${spring.application.name:}}") String name, ObjectProvider<Clock> clock) {
        String secret = properties.serviceSecret();
        Assert.state(secret != null && !secret.isBlank(), "streamgate.security.service-secret is empty");
        var requests = ClientHttpRequestFactoryBuilder.detect()
            .build(HttpClientSettings.defaults().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5)));
        return new ServiceTokens(RestClient.builder().requestFactory(requests).build(), properties.tokenUri(), name,
                secret, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    @ConditionalOnBean(ServiceTokens.class)
    RestClientHttpServiceGroupConfigurer serviceIdentityConfigurer(ServiceTokens tokens) {
        return (groups) -> groups
            .forEachClient((group, client) -> client.requestInterceptor((request, body, execution) -> {
                if (!request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
                    request.getHeaders().setBearerAuth(tokens.get());
                }
                return execution.execute(request, body);
            }));
    }

    /**
     * Requires a non-empty secret: the defaults read it from an environment variable that
     * may be unset.
     */
    static final class OnServiceSecretCondition implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("streamgate.security.service-secret"));
        }

    }

}
