/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Configures an OAuth 2 resource server that denies by default. Every service verifies
 * tokens against the issuer's keys and does not rely on the gateway. {@code /internal/**}
 * requires a service, the actuator an operator or a service, except for health, info and
 * the Prometheus scrape.
 */
@AutoConfiguration(beforeName = {
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration" },
        afterName = { "dev.streamgate.hardening.problem.ProblemAutoConfiguration",
                "dev.streamgate.hardening.cache.NamedCachesAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = { "org.springframework.security.web.SecurityFilterChain",
        "org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter" })
@ConditionalOnProperty(prefix = "streamgate.security", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(SecurityProperties.class)
@EnableMethodSecurity
public final class SecurityAutoConfiguration {

    private static final Duration KEY_FETCH_TIMEOUT = Duration.ofSeconds(2);

    private static final Set<String> ROLES = Set.of("viewer", "creator", "operator", "admin", "service");

    @Bean
    @ConditionalOnMissingBean
    SecurityProblems securityProblems(ProblemDetails problems) {
        return new SecurityProblems(problems);
    }

    @Bean
    @ConditionalOnMissingBean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withRolePrefix("ROLE_")
            .role("ADMIN")
            .implies("OPERATOR", "CREATOR")
            .role("OPERATOR")
            .implies("VIEWER")
            .role("CREATOR")
            .implies("VIEWER")
            .build();
    }

    /**
     * Caches keys, fetches them for an unknown key id at most twice in five seconds, so
     * that forged key ids cause no load, and keeps them for hours while the issuer is
     * unavailable.
     */
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SecurityProperties properties, ObjectProvider<CacheManager> caches)
            throws MalformedURLException {
        int timeout = (int) KEY_FETCH_TIMEOUT.toMillis();
        JWKSource<SecurityContext> keys = JWKSourceBuilder
            .create(properties.jwksUri().toURL(), new DefaultResourceRetriever(timeout, timeout, 64 * 1024))
            .cache(Duration.ofMinutes(5).toMillis(), Duration.ofSeconds(5).toMillis())
            .rateLimited(Duration.ofSeconds(5).toMillis())
            .retrying(true)
            .outageTolerant(Duration.ofHours(4).toMillis())
            .build();
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.ES256).build();
        OAuth2TokenValidator<Jwt> claims = new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(Duration.ofSeconds(5)), new JwtIssuerValidator(properties.issuer()));
        decoder.setJwtValidator(claims);
        String name = properties.tokenCache();
        return (name != null) ? new CachingJwtDecoder(decoder, claims, tokenCache(name, caches)) : decoder;
    }

    private static Cache tokenCache(String name, ObjectProvider<CacheManager> caches) {
        CacheManager manager = caches.getIfAvailable();
        Cache cache = (manager != null) ? manager.getCache(name) : null;
        if (cache == null) {
            throw new InvalidConfigurationPropertyValueException("streamgate.security.token-cache", name,
                    "Unknown cache. Declare streamgate.cache.caches.%s.".formatted(name));
        }
        return cache;
    }

    @Bean
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    SecurityFilterChain resourceServer(HttpSecurity http, SecurityProperties properties, SecurityProblems problems) {
        http.csrf(AbstractHttpConfigurer::disable)
            .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .requestCache(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .headers((headers) -> headers.cacheControl((cache) -> cache.disable())
                .referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
            .exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
            .oauth2ResourceServer((server) -> server.authenticationEntryPoint(problems)
                .accessDeniedHandler(problems)
                .bearerTokenResolver(StaticTokenFilter.bearerTokenResolver())
                .jwt((jwt) -> jwt.jwtAuthenticationConverter(tokenConverter()))
                .withObjectPostProcessor(renderKeyRetrievalFailures(problems)))
            .addFilterBefore(new StaticTokenFilter(staticTokens(properties)), BearerTokenAuthenticationFilter.class)
            .authorizeHttpRequests((paths) -> authorize(paths, properties));
        return http.build();
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry paths,
            SecurityProperties properties) {
        paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD).permitAll();
        properties.publicPaths().forEach((path) -> paths.requestMatchers(matcher(path)).permitAll());
        Stream.of("/error", "/actuator/health/**", "/actuator/info", "/actuator/prometheus", "/v3/api-docs/**")
            .forEach((path) -> paths.requestMatchers(matcher(path)).permitAll());
        paths.requestMatchers(matcher("/actuator/**")).hasAnyRole("OPERATOR", "SERVICE");
        paths.requestMatchers(matcher("/internal/**")).hasRole("SERVICE");
        paths.anyRequest().authenticated();
    }

    private static List<StaticTokenFilter.StaticToken> staticTokens(SecurityProperties properties) {
        return properties.staticTokens()
            .entrySet()
            .stream()
            .flatMap((entry) -> StaticTokenFilter.StaticToken
                .of(entry.getKey(), matcher(entry.getValue().path()), entry.getValue().token())
                .stream())
            .toList();
    }

    private static RequestMatcher matcher(String path) {
        int space = path.indexOf(' ');
        return (space < 0) ? PathPatternRequestMatcher.pathPattern(path) : PathPatternRequestMatcher
            .pathPattern(HttpMethod.valueOf(path.substring(0, space)), path.substring(space + 1));
    }

    private static JwtAuthenticationConverter tokenConverter() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter((jwt) -> authorities(jwt).toList());
        return converter;
    }

    private static Stream<GrantedAuthority> authorities(Jwt jwt) {
        var roles = jwt.getClaimAsStringList("roles");
        Stream<GrantedAuthority> granted = (roles == null) ? Stream.empty()
                : roles.stream()
                    .filter(ROLES::contains)
                    .map((role) -> new SimpleGrantedAuthority("ROLE_" + role.toUpperCase(Locale.ROOT)));
        // Spring Security's names, for instance hasAuthority('SCOPE_reports:read').
        return Stream.concat(granted,
                Caller.permissions(jwt).stream().map((name) -> new SimpleGrantedAuthority("SCOPE_" + name)));
    }

    /**
     * Renders 503 if a token cannot be verified because the keys are unavailable; Spring
     * Security's default is a 500 with an empty body.
     */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> renderKeyRetrievalFailures(
            SecurityProblems problems) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends @Nullable BearerTokenAuthenticationFilter> O postProcess(O filter) {
                if (filter != null) {
                    var failures = new AuthenticationEntryPointFailureHandler(problems);
                    failures.setRethrowAuthenticationServiceException(false);
                    filter.setAuthenticationFailureHandler(failures);
                }
                return filter;
            }
        };
    }

}
