package dev.streamgate.hardening.tracing;

import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Request and trace ids on replies, on log lines and on calls to others. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "streamgate.tracing", name = "enabled", matchIfMissing = true)
public final class TracingAutoConfiguration {

    /**
     * Before everything else, also before the observation of the request, so that each
     * log line has the id.
     */
    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /**
     * Right after the observation of the request (which has
     * {@code HIGHEST_PRECEDENCE + 1}) has opened its scope.
     */
    @Bean
    FilterRegistrationBean<TraceResponseFilter> traceResponseFilter() {
        var registration = new FilterRegistrationBean<>(new TraceResponseFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return registration;
    }

    /** Calls to others. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.restclient.RestClientCustomizer")
    static class Clients {

        @Bean
        RestClientCustomizer requestIdCustomizer() {
            return (client) -> client.requestInterceptor((request, body, execution) -> {
                String id = MDC.get(RequestIdFilter.KEY);
                if (id != null && !request.getHeaders().containsHeader(RequestIdFilter.HEADER)) {
                    request.getHeaders().set(RequestIdFilter.HEADER, id);
                }
                return execution.execute(request, body);
            });
        }

    }

}
