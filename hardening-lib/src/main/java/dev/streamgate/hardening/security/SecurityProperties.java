/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.net.URI;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call.
 *
 * @param enabled Whether the resource server is set up.
 * @param issuer The value that a token's {@code iss} must have.
 * @param jwksUri Where the keys are that tokens are signed with.
 * @param tokenUri Where this service gets a token for itself.
 * @param serviceSecret The secret that it proves itself with there; without one it calls
 * others without a token.
 * @param tokenCache Name of the cache that keeps tokens once their signature was found to
 * hold, so that it is not computed again at each request; none when absent. What a token
 * says of its time and issuer is checked each time.
 * @param publicPaths Paths that need no token, each as a path pattern with the method
 * before it where only one method is open, for instance {@code POST /api/v1/auth/login}.
 * @param programs Programs that cannot get a token of the issuer, by name: each has a
 * fixed token, which holds for one path alone.
 */
@Validated
@ConfigurationProperties("streamgate.security")
public record SecurityProperties(@DefaultValue("true") boolean enabled,
        @NotBlank @DefaultValue("streamgate") String issuer,
        @DefaultValue("http://127.0.0.1:8081/.well-known/jwks.json") URI jwksUri,
        @DefaultValue("http://127.0.0.1:8081/internal/v1/oauth/token") URI tokenUri, @Nullable String serviceSecret,
        @Nullable String tokenCache, @DefaultValue List<@Pattern(regexp = "([A-Z]+ )?/\\S*") String> publicPaths,
        @DefaultValue Map<String, @Valid Program> programs) {

    /**
     * A program such as Alertmanager, which sends a bearer token that it has in a file.
     *
     * @param path The only path that the token opens, with the method before it where
     * only one is open. There the program counts as a service.
     * @param token The token, at least 16 characters; without one the program cannot
     * call.
     */
    public record Program(@NotNull @Pattern(regexp = "([A-Z]+ )?/\\S*") String path,
            @Nullable @Pattern(regexp = "|[\\x21-\\x7e]{16,512}",
                    message = "must be 16 to 512 visible ASCII characters") String token) {

        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "Program[path=" + this.path + "]";
        }

    }

}
