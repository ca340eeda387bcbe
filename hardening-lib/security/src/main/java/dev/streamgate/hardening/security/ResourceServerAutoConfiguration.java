/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Adds a security filter chain of an OAuth 2 resource server that denies by default, if
 * {@code streamgate.security.resource-server.enabled=true}. It verifies tokens with the
 * application's {@link JwtDecoder}, usually the one that Spring Boot creates from
 * {@code spring.security.oauth2.resourceserver.jwt.*}, and starts only if there is one.
 * The chain comes last: chains of the application with a {@code securityMatcher} precede
 * it. {@code Customizer<HttpSecurity>} beans adapt it.
 */
@AutoConfiguration(after = SecurityProblemsAutoConfiguration.class, beforeName = {
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = ResourceServerProperties.PREFIX, name = "enabled")
public final class ResourceServerAutoConfiguration {

    /** Refuses the start, since the property would have no effect. */
    @Bean
    @ConditionalOnMissingClass("org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter")
    @SuppressWarnings("DoNotCallSuggester")
    static BeanFactoryPostProcessor resourceServerRequirement() {
        throw new InvalidConfigurationException(
                ResourceServerProperties.PREFIX
                        + ".enabled=true requires Spring Security's resource server, which is not on the class path.",
                "Add the dependency spring-boot-starter-security-oauth2-resource-server, or remove the property.");
    }

    /** The filter chain. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(BearerTokenAuthenticationFilter.class)
    @EnableConfigurationProperties(ResourceServerProperties.class)
    static class ChainConfiguration {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        SecurityFilterChain resourceServerFilterChain(HttpSecurity http, ResourceServerProperties properties,
                AuthenticationEntryPoint entryPoint, AccessDeniedHandler deniedHandler, TokenDecoding tokens,
                ObjectProvider<EndpointRules> endpoints) {
            http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers((headers) -> {
                    headers.cacheControl((cache) -> cache.disable())
                        .referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.NO_REFERRER));
                    if (properties.noStore()) {
                        headers.addHeaderWriter(new NoStoreHeaderWriter());
                    }
                })
                .exceptionHandling(
                        (errors) -> errors.authenticationEntryPoint(entryPoint).accessDeniedHandler(deniedHandler))
                .oauth2ResourceServer((server) -> server.authenticationEntryPoint(entryPoint)
                    .accessDeniedHandler(deniedHandler)
                    .jwt((jwt) -> jwt.decoder(tokens.decoder()))
                    .withObjectPostProcessor(renderKeyRetrievalFailures(entryPoint)))
                .authorizeHttpRequests((requests) -> authorize(requests, properties, endpoints));
            return http.build();
        }

        @Bean
        TokenDecoding tokenDecoding(ResourceServerProperties properties, ObjectProvider<JwtDecoder> decoder,
                ObjectProvider<OAuth2TokenValidator<Jwt>> validators, ObjectProvider<CacheManager> caches,
                Environment environment) {
            return TokenDecoding.of(properties, decoder, validators, caches, environment);
        }

        /** Renders rejections by the firewall, before any chain. */
        @Bean
        @ConditionalOnMissingBean
        RequestRejectedHandler requestRejectedHandler(ProblemDetails problems) {
            return (request, response, rejected) -> problems.write(response,
                    ProblemDetails.of(ProblemType.BAD_REQUEST, "The request's URI or headers are malformed."));
        }

        private static void authorize(
                AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
                ResourceServerProperties properties, ObjectProvider<EndpointRules> endpoints) {
            requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll();
            properties.publicPaths().forEach((path) -> match(requests, path).permitAll());
            properties.rules()
                .forEach((rule) -> rule.paths()
                    .forEach((path) -> match(requests, path)
                        .hasAnyAuthority(rule.authorities().toArray(String[]::new))));
            endpoints.ifAvailable((rules) -> rules.apply(requests));
            requests.anyRequest().authenticated();
        }

        /** Matches below {@code spring.mvc.servlet.path}. */
        private static AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizedUrl match(
                AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
                String path) {
            int space = path.indexOf(' ');
            return (space < 0) ? requests.requestMatchers(path)
                    : requests.requestMatchers(HttpMethod.valueOf(path.substring(0, space)), path.substring(space + 1));
        }

        /**
         * Renders 503 if a token cannot be verified because the keys are unavailable;
         * Spring Security's default is a 500 with an empty body.
         */
        private static ObjectPostProcessor<BearerTokenAuthenticationFilter> renderKeyRetrievalFailures(
                AuthenticationEntryPoint entryPoint) {
            return new ObjectPostProcessor<>() {
                @Override
                public <O extends @Nullable BearerTokenAuthenticationFilter> O postProcess(O filter) {
                    if (filter != null) {
                        var failures = new AuthenticationEntryPointFailureHandler(entryPoint);
                        failures.setRethrowAuthenticationServiceException(false);
                        filter.setAuthenticationFailureHandler(failures);
                    }
                    return filter;
                }
            };
        }

    }

    /** The actuator, wherever it is mapped. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ PathMappedEndpoints.class, EndpointRequest.class, BearerTokenAuthenticationFilter.class })
    static class EndpointConfiguration {

        @Bean
        EndpointRules endpointRules(ResourceServerProperties properties) {
            return (requests) -> {
                String[] open = properties.publicEndpoints().toArray(String[]::new);
                if (open.length > 0) {
                    requests.requestMatchers(EndpointRequest.to(open)).permitAll();
                    requests.requestMatchers(EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, open))
                        .permitAll();
                }
                var others = requests.requestMatchers(EndpointRequest.toAnyEndpoint());
                if (properties.endpointAuthorities().isEmpty()) {
                    others.denyAll();
                }
                else {
                    others.hasAnyAuthority(properties.endpointAuthorities().toArray(String[]::new));
                }
            };
        }

    }

    /** Rules of requests to the actuator. */
    interface EndpointRules {

        void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests);

    }

}
