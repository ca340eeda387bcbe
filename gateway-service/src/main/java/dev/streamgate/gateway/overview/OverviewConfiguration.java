package dev.streamgate.gateway.overview;

import java.time.Clock;
import java.util.Map;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import dev.streamgate.gateway.proxy.Forwarder;
import dev.streamgate.gateway.route.Routes;
import dev.streamgate.hardening.ratelimit.RouteLimits;

/**
 * {@code GET /health} answers as long as the gateway lives and says which services are
 * ready; {@code GET /ready} says whether the gateway takes requests. Neither names an
 * address.
 */
@Configuration(proxyBeanMethods = false)
class OverviewConfiguration {

    @Bean
    RouterFunction<ServerResponse> overview(Routes routes, Forwarder forwarder, ApplicationAvailability availability,
            RouteLimits limits) {
        ServiceReadiness services = new ServiceReadiness(routes, forwarder, Clock.systemUTC());
        return RouterFunctions.route()
            .GET("/health", (request) -> health(services.byService()))
            .GET("/ready", (request) -> ready(availability.getReadinessState()))
            .filter(limits.plan("api"))
            .build();
    }

    private static ServerResponse health(Map<String, String> services) {
        boolean whole = services.values().stream().allMatch("up"::equals);
        return ServerResponse.ok()
            .cacheControl(CacheControl.noStore())
            .body(Map.of("status", whole ? "up" : "degraded", "services", services));
    }

    private static ServerResponse ready(ReadinessState state) {
        boolean ready = state == ReadinessState.ACCEPTING_TRAFFIC;
        return ServerResponse.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
            .cacheControl(CacheControl.noStore())
            .body(Map.of("status", ready ? "up" : "down"));
    }

}
