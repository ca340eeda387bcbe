package dev.streamgate.monitor.watch;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import dev.streamgate.hardening.security.ServiceTokens;
import dev.streamgate.monitor.history.HealthHistory;

/** Sets up what is watched. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WatchConfiguration {

    @Bean
    HealthListeners healthListeners(WatchProperties properties) {
        return new HealthListeners(properties.maxListeners());
    }

    @Bean
    Watch watch(WatchProperties properties, RestClient.Builder builder, ObjectProvider<ServiceTokens> tokens,
            ObjectProvider<Clock> clock, HealthListeners listeners, HealthHistory history) {
        var requests = ClientHttpRequestFactoryBuilder.detect()
            .build(HttpClientSettings.defaults().withTimeouts(properties.timeout(), properties.timeout()));
        RestClient client = builder.requestFactory(requests)
            .requestInitializer((request) -> tokens.ifAvailable((held) -> authorize(request.getHeaders(), held)))
            .build();
        List<WatchedInstance> instances = properties.instances()
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap((service) -> service.getValue()
                .stream()
                .map((URI address) -> new WatchedInstance(service.getKey(), address, client,
                        clock.getIfAvailable(Clock::systemUTC))))
            .toList();
        return new Watch(instances, listeners, history);
    }

    /**
     * With a token actuator says which part is failing; when none is to be had, whether
     * it answers is still told.
     */
    private static void authorize(org.springframework.http.HttpHeaders headers, ServiceTokens tokens) {
        try {
            headers.setBearerAuth(tokens.get());
        }
        catch (RestClientException ex) {
            headers.remove(org.springframework.http.HttpHeaders.AUTHORIZATION);
        }
    }

}
