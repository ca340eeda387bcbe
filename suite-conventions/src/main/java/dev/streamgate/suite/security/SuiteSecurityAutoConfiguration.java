/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * The suite's part of the resource server: its roles and their hierarchy, the
 * verification of auth-service's tokens, and static tokens. The chain is that of
 * hardening-lib; the rules of its paths are in {@code streamgate-defaults.yaml}. Every
 * service verifies tokens and does not rely on the gateway.
 */
@AutoConfiguration(
        beforeName = "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "streamgate.security.resource-server", name = "enabled")
@EnableConfigurationProperties(SuiteSecurityProperties.class)
@EnableMethodSecurity
public final class SuiteSecurityAutoConfiguration {

    private static final Duration KEY_FETCH_TIMEOUT = Duration.ofSeconds(2);

    private static final Set<String> ROLES = Set.of("viewer", "creator", "operator", "admin", "service");

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

    /** Stays empty where the feed is not read. */
    @Bean
    RevokedSessions revokedSessions(ObjectProvider<Clock> clock) {
        return new RevokedSessions(clock.getIfAvailable(Clock::systemUTC));
    }

    /** Also validates cached tokens on every use. */
    @Bean
    OAuth2TokenValidator<Jwt> suiteTokenValidator(SuiteSecurityProperties properties, RevokedSessions revoked) {
        return new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(Duration.ofSeconds(5)),
                new JwtIssuerValidator(properties.issuer()),
                TokenKind.validator(properties.audience(), properties.serviceAudience()), (token) -> {
                    boolean valid = TokenSession.of(token).filter(revoked::isRevoked).isEmpty();
                    return valid ? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult
                        .failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token was revoked", null));
                });
    }

    /**
     * Caches keys, fetches them for an unknown key id at most twice in five seconds, so
     * that forged key ids cause no load, and keeps them for hours while the issuer is
     * unavailable.
     */
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SuiteSecurityProperties properties, OAuth2TokenValidator<Jwt> suiteTokenValidator)
            throws MalformedURLException {
        URI address = properties.jwksUri();
        if (address == null) {
            throw new InvalidConfigurationException("streamgate.security.jwks-uri is not set.",
                    "Set it to the JWK set of auth-service, for instance by importing streamgate-defaults.yaml.");
        }
        int timeout = (int) KEY_FETCH_TIMEOUT.toMillis();
        JWKSource<SecurityContext> keys = JWKSourceBuilder
            .create(address.toURL(), new DefaultResourceRetriever(timeout, timeout, 64 * 1024))
            .cache(Duration.ofMinutes(5).toMillis(), Duration.ofSeconds(5).toMillis())
            .rateLimited(Duration.ofSeconds(5).toMillis())
            .retrying(true)
            .outageTolerant(Duration.ofHours(4).toMillis())
            .build();
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(knownKeys(keys))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
        decoder.setJwtValidator(suiteTokenValidator);
        return decoder;
    }

    /**
     * A key id that is unknown while no further fetch is allowed has no key: the token is
     * invalid, and nothing is unavailable. auth-service publishes a key long before it
     * signs with it.
     */
    private static JWKSource<SecurityContext> knownKeys(JWKSource<SecurityContext> keys) {
        return (selector, context) -> {
            try {
                return keys.get(selector, context);
            }
            catch (RateLimitReachedException ex) {
                return List.of();
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean
    JwtAuthenticationConverter jwtAuthenticationConverter() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter((jwt) -> authorities(jwt).toList());
        return converter;
    }

    @Bean
    BearerTokenResolver bearerTokenResolver() {
        return StaticTokenFilter.bearerTokenResolver();
    }

    /** Precedes the rules of the resource server. */
    @Bean
    Customizer<HttpSecurity> suiteSecurityCustomizer(SuiteSecurityProperties properties) {
        StaticTokenFilter staticTokens = new StaticTokenFilter(staticTokens(properties));
        ServiceCalls calls = new ServiceCalls(properties);
        return (http) -> http.addFilterBefore(staticTokens, BearerTokenAuthenticationFilter.class)
            .authorizeHttpRequests((requests) -> requests.requestMatchers("/error", "/v3/api-docs/**")
                .permitAll()
                .requestMatchers(calls::isUnexpected)
                .denyAll());
    }

    /** For services that import the client. */
    @Bean
    @ConditionalOnBean(UserAuthorityApi.class)
    @ConditionalOnMissingBean
    UserAuthorities userAuthorities(UserAuthorityApi api) {
        return new UserAuthorities(api);
    }

    /** Callers without a role learn nothing about the form of a request. */
    @Bean
    WebMvcConfigurer rolesFirst(
            @Qualifier("preAuthorizeAuthorizationMethodInterceptor") MethodInterceptor authorization) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RolesFirstInterceptor(authorization));
            }
        };
    }

    private static List<StaticTokenFilter.StaticToken> staticTokens(SuiteSecurityProperties properties) {
        return properties.staticTokens()
            .entrySet()
            .stream()
            .flatMap((entry) -> StaticTokenFilter.StaticToken
                .of(entry.getKey(), ServiceCalls.matcher(entry.getValue().path()), entry.getValue().token())
                .stream())
            .toList();
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

}
