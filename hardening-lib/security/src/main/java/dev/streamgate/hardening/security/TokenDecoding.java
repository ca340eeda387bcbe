/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * The decoder of the resource server: the application's, behind the cache if there is
 * one. Not a {@link JwtDecoder} itself, so that the application has one such bean.
 *
 * @param decoder verifies tokens
 */
record TokenDecoding(JwtDecoder decoder) {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    /**
     * Creates the decoder.
     * @throws InvalidConfigurationException if no keys are configured, an address is
     * relative, or the cache is unknown
     */
    static TokenDecoding of(ResourceServerProperties properties, ObjectProvider<JwtDecoder> decoder,
            ObjectProvider<OAuth2TokenValidator<Jwt>> validators, ObjectProvider<CacheManager> caches,
            Environment environment) {
        requireAbsolute(JWT + "jwk-set-uri", environment);
        requireAbsolute(JWT + "issuer-uri", environment);
        JwtDecoder found = decoder.getIfAvailable();
        if (found == null) {
            throw new InvalidConfigurationException(
                    "The resource server has no keys to verify tokens with: neither %sissuer-uri nor %sjwk-set-uri is set."
                        .formatted(JWT, JWT),
                    "Set %sissuer-uri, or %sjwk-set-uri, or %spublic-key-location, or declare a JwtDecoder bean, or set %s.enabled=false."
                        .formatted(JWT, JWT, JWT, ResourceServerProperties.PREFIX));
        }
        String name = properties.tokenCache();
        return new TokenDecoding(
                (name != null) ? new CachingJwtDecoder(found, claims(validators), cache(name, caches)) : found);
    }

    /**
     * What can change while a token is cached: the time, and what the application
     * validates. Issuer and audience of a token cannot.
     */
    private static OAuth2TokenValidator<Jwt> claims(ObjectProvider<OAuth2TokenValidator<Jwt>> validators) {
        List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>();
        all.add(new JwtTimestampValidator());
        validators.orderedStream().forEach(all::add);
        return new DelegatingOAuth2TokenValidator<>(all);
    }

    private static Cache cache(String name, ObjectProvider<CacheManager> caches) {
        CacheManager manager = caches.getIfAvailable();
        Cache cache = (manager != null) ? manager.getCache(name) : null;
        if (cache == null) {
            throw new InvalidConfigurationException(
                    "%s.token-cache names the unknown cache '%s'.".formatted(ResourceServerProperties.PREFIX, name),
                    "Declare the cache, with hardening-cache by streamgate.cache.caches.%s, or remove the property."
                        .formatted(name));
        }
        return cache;
    }

    private static void requireAbsolute(String property, Environment environment) {
        String value = environment.getProperty(property);
        if (value != null && !value.isEmpty() && !isAbsolute(value)) {
            throw new InvalidConfigurationException(
                    "%s is not an absolute http or https address: '%s'.".formatted(property, value),
                    "Set it to an address such as https://login.example.org/.well-known/jwks.json.");
        }
    }

    private static boolean isAbsolute(String value) {
        try {
            URI uri = URI.create(value);
            String scheme = uri.getScheme();
            return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) && uri.getHost() != null;
        }
        catch (IllegalArgumentException ex) {
            return false;
        }
    }

}
