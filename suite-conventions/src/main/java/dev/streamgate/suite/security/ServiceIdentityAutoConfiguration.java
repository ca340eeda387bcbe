/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Adds this service's access token to the requests of all declared HTTP service clients,
 * if {@code streamgate.security.service-secret} is set.
 */
@AutoConfiguration(after = SuiteSecurityAutoConfiguration.class)
@ConditionalOnClass(name = { "org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder",
        "org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer" })
@Conditional(ServiceIdentityAutoConfiguration.OnServiceSecretCondition.class)
@EnableConfigurationProperties(SuiteSecurityProperties.class)
public final class ServiceIdentityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServiceTokens serviceTokens(SuiteSecurityProperties properties,
            @Value("${streamgate.service.name:${spring.application.name:}}") String name, ObjectProvider<Clock> clock) {
        String secret = properties.serviceSecret();
        Assert.state(secret != null && !secret.isBlank(), "OnServiceSecretCondition requires the secret");
        URI tokenUri = properties.tokenUri();
        if (tokenUri == null) {
            throw new InvalidConfigurationException(
                    "streamgate.security.service-secret is set, and streamgate.security.token-uri is not.",
                    "Set streamgate.security.token-uri to the token endpoint of auth-service.");
        }
        var requests = ClientHttpRequestFactoryBuilder.detect()
            .build(HttpClientSettings.defaults().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5)));
        return new ServiceTokens(RestClient.builder().requestFactory(requests).build(), tokenUri, name, secret,
                clock.getIfAvailable(Clock::systemUTC));
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

    @Bean
    @ConditionalOnBean({ ServiceTokens.class, RevokedSessions.class })
    @ConditionalOnProperty(prefix = "streamgate.security.revocations", name = "enabled")
    RevocationReader revocationReader(SuiteSecurityProperties properties, ServiceTokens tokens,
            RevokedSessions sessions, ObjectProvider<Clock> clock, MeterRegistry meters) {
        URI address = properties.revocations().baseUrl();
        if (address == null) {
            throw new InvalidConfigurationException(
                    "streamgate.security.revocations.enabled is set, and streamgate.security.revocations.base-url is not.",
                    "Set streamgate.security.revocations.base-url to the address of auth-service.");
        }
        var requests = ClientHttpRequestFactoryBuilder.detect()
            .build(HttpClientSettings.defaults().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(30)));
        RestClient client = RestClient.builder()
            .baseUrl(address)
            .requestFactory(requests)
            .requestInterceptor((request, body, execution) -> {
                request.getHeaders().setBearerAuth(tokens.get());
                return execution.execute(request, body);
            })
            .build();
        RevocationFeedApi feed = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
            .build()
            .createClient(RevocationFeedApi.class);
        return new RevocationReader(feed, sessions, clock.getIfAvailable(Clock::systemUTC), meters);
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
