/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.suite.security.ServiceTokens;

/** Configures the instances and the client to query them. */
@Configuration(proxyBeanMethods = false)
class SuiteConfiguration {

    @Bean
    Instances instances(MonitorProperties properties, RestClient.Builder builder, ObjectProvider<ServiceTokens> tokens,
            JsonMapper json) {
        var requests = ClientHttpRequestFactoryBuilder.detect()
            .build(HttpClientSettings.defaults().withTimeouts(properties.timeout(), properties.timeout()));
        RestClient client = builder.requestFactory(requests)
            .requestInitializer(
                    (request) -> tokens.ifAvailable((available) -> authorize(request.getHeaders(), available)))
            .build();
        List<Instance> instances = properties.instances()
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap((service) -> service.getValue()
                .stream()
                .map((URI address) -> new Instance(service.getKey(), address)))
            .toList();
        DnsInstances dns = new DnsInstances(properties.resolveNames(), InetAddress::getAllByName);
        return new Instances(instances, dns, client, json);
    }

    /**
     * Adds the token, with which the actuator names failing components. Without a token
     * the instance can still be polled.
     */
    private static void authorize(HttpHeaders headers, ServiceTokens tokens) {
        try {
            headers.setBearerAuth(tokens.get());
        }
        catch (RestClientException ex) {
            headers.remove(HttpHeaders.AUTHORIZATION);
        }
    }

}
