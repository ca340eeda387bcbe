/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.List;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The two kinds of access tokens. Each has an audience of its own (RFC 9068, 4), and only
 * the token of a service has the role of services.
 */
public final class TokenKind {

    private static final String SERVICE_PREFIX = "service:";

    private static final String SERVICE_ROLE = "service";

    private TokenKind() {
    }

    /**
     * The subject of a service's token.
     * @param name name of the service
     * @return the subject
     */
    public static String serviceSubject(String name) {
        return SERVICE_PREFIX + name;
    }

    /**
     * Whether a subject is a service.
     * @param subject subject of a token
     * @return false for users
     */
    public static boolean isService(String subject) {
        return subject.startsWith(SERVICE_PREFIX);
    }

    static String serviceName(String subject) {
        return subject.substring(SERVICE_PREFIX.length());
    }

    /**
     * Accepts tokens whose audience and roles are those of their kind.
     * @param userAudience audience of users' tokens
     * @param serviceAudience audience of services' tokens
     * @return the validator
     */
    public static OAuth2TokenValidator<Jwt> validator(String userAudience, String serviceAudience) {
        return (token) -> {
            String subject = token.getSubject();
            List<String> audience = token.getAudience();
            if (subject == null || audience == null) {
                return invalid("The token has no subject or audience");
            }
            boolean service = isService(subject);
            if (!audience.contains(service ? serviceAudience : userAudience)) {
                return invalid("The token is for another audience");
            }
            List<String> roles = token.getClaimAsStringList("roles");
            return (roles != null && roles.contains(SERVICE_ROLE) && !service)
                    ? invalid("A user has no role of services") : OAuth2TokenValidatorResult.success();
        };
    }

    private static OAuth2TokenValidatorResult invalid(String description) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, description, null));
    }

}
