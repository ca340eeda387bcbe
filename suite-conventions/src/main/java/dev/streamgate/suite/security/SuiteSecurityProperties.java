/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.net.URI;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the suite's tokens and of the service's identity.
 *
 * @param issuer Required value of a token's {@code iss} claim.
 * @param audience Value that the {@code aud} claim of a user's token must contain.
 * @param serviceAudience Value that the {@code aud} claim of a service's token must
 * contain.
 * @param jwksUri JWK set of the issuer.
 * @param tokenUri Token endpoint for this service's own tokens.
 * @param serviceSecret Client secret for the token endpoint; without it outgoing calls
 * have no token.
 * @param revocations The feed of revoked tokens.
 * @param commonServiceCalls Requests that the token of every service is valid for: path
 * patterns with an optional method before them.
 * @param serviceCalls Requests that the token of a service is valid for, by the service's
 * name; a service that is not listed sends only the common ones.
 * @param servedToServices Requests that this service accepts from services at all, among
 * those that they may send.
 * @param staticTokens Static bearer tokens by client name, for clients that cannot obtain
 * a token of the issuer.
 */
@Validated
@ConfigurationProperties("streamgate.security")
public record SuiteSecurityProperties(@NotBlank @DefaultValue("streamgate") String issuer,
        @NotBlank @DefaultValue("streamgate") String audience,
        @NotBlank @DefaultValue("streamgate-services") String serviceAudience, @Nullable URI jwksUri,
        @Nullable URI tokenUri, @Nullable String serviceSecret, @Valid @DefaultValue Revocations revocations,
        @DefaultValue List<@Pattern(regexp = SuiteSecurityProperties.PATH) String> commonServiceCalls,
        @DefaultValue Map<String, List<@Pattern(regexp = SuiteSecurityProperties.PATH) String>> serviceCalls,
        @DefaultValue("/**") List<@Pattern(regexp = SuiteSecurityProperties.PATH) String> servedToServices,
        @DefaultValue Map<String, @Valid StaticToken> staticTokens) {

    static final String PATH = "([A-Z]+ )?/\\S*";

    @AssertTrue(message = "jwks-uri, token-uri and revocations.base-url must be absolute http or https addresses")
    boolean isAddressesAbsolute() {
        return isAbsolute(this.jwksUri) && isAbsolute(this.tokenUri) && isAbsolute(this.revocations.baseUrl());
    }

    private static boolean isAbsolute(@Nullable URI uri) {
        return uri == null
                || (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null);
    }

    /**
     * The feed of revoked tokens.
     *
     * @param enabled Whether this service reads the feed and rejects revoked tokens.
     * @param baseUrl Address of auth-service.
     */
    public record Revocations(boolean enabled, @Nullable URI baseUrl) {
    }

    /**
     * A static bearer token, for instance of Alertmanager. It grants the service role on
     * one path only.
     *
     * @param path Path pattern that the token is valid for, with an optional method
     * before it.
     * @param token The token, at least 16 characters; without it the client has no
     * access.
     */
    public record StaticToken(@NotNull @Pattern(regexp = SuiteSecurityProperties.PATH) String path,
            @Nullable @Pattern(regexp = "|[\\x21-\\x7e]{16,512}",
                    message = "must be 16 to 512 visible ASCII characters") String token) {

        /** Omits the token, which must not be logged. */
        @Override
        public String toString() {
            return "StaticToken[path=" + this.path + "]";
        }

    }

}
