package dev.streamgate.monitor.witness;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.security.ServiceTokens;

/** Sets up the witness of all instances that monitor watches. */
@Configuration(proxyBeanMethods = false)
class WitnessConfiguration {

    @Bean
    WitnessedHeads witnessedHeads(JdbcClient jdbc, TransactionOperations transactions) {
        return new WitnessedHeads(jdbc, transactions);
    }

    @Bean
    Witness witness(WitnessProperties properties, WitnessedHeads heads, RestClient.Builder builder,
            ObjectProvider<ServiceTokens> tokens, JsonMapper json, Environment environment, ObjectProvider<Clock> clock,
            MeterRegistry meters, ApplicationEventPublisher events) {
        RestClient client = builder
            .requestFactory(ClientHttpRequestFactoryBuilder.detect()
                .build(HttpClientSettings.defaults().withTimeouts(properties.timeout(), properties.timeout())))
            .requestInitializer(
                    (request) -> tokens.ifAvailable((held) -> request.getHeaders().setBearerAuth(held.get())))
            .build();
        return new Witness(journals(environment), new HeadRequests(client, json), heads, properties,
                clock.getIfAvailable(Clock::systemUTC), meters, events);
    }

    private static List<Witness.Journal> journals(Environment environment) {
        ResolvableType type = ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
                ResolvableType.forClassWithGenerics(List.class, URI.class));
        Map<String, List<URI>> instances = Binder.get(environment)
            .bind("streamgate.monitor.instances", Bindable.<Map<String, List<URI>>>of(type))
            .orElse(Map.of());
        return instances.entrySet()
            .stream()
            .flatMap((service) -> service.getValue()
                .stream()
                .map((address) -> new Witness.Journal(service.getKey(), address)))
            .toList();
    }

}
