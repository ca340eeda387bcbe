/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.auth.token.AccessToken;
import dev.streamgate.auth.token.AccessTokens;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;

/**
 * Issues tokens of services: the client credentials grant of RFC 6749, section 4.4.
 * Errors have the form of section 5.2 instead of problem details, since standard OAuth
 * clients parse it.
 */
@RestController
class ServiceTokenController {

    private static final Logger log = LoggerFactory.getLogger(ServiceTokenController.class);

    private static final String BASIC = "basic ";

    private final ServiceSecrets secrets;

    private final AccessTokens tokens;

    ServiceTokenController(ServiceSecrets secrets, AccessTokens tokens) {
        this.secrets = secrets;
        this.tokens = tokens;
    }

    @PostMapping("/internal/v1/oauth/token")
    @RateLimited("api")
    @Audited("auth.service-token")
    ResponseEntity<Map<String, Object>> token(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            HttpServletRequest request) {
        if (!isForm(request)) {
            return error(HttpStatus.BAD_REQUEST, "invalid_request", "Send the parameters as a form in the body.");
        }
        String name = authenticate(authorization);
        if (name == null) {
            log.warn("Rejected a service token request: unknown service or wrong secret");
            return error(HttpStatus.UNAUTHORIZED, "invalid_client", "Unknown service or wrong secret.");
        }
        String grant = parameter(request, "grant_type");
        if (grant == null) {
            return error(HttpStatus.BAD_REQUEST, "invalid_request",
                    "Send grant_type exactly once, in a form of at most 16 KB.");
        }
        if (!"client_credentials".equals(grant)) {
            return error(HttpStatus.BAD_REQUEST, "unsupported_grant_type", "Use client_credentials.");
        }
        AccessToken token = this.tokens.issueForService(name);
        return response(HttpStatus.OK)
            .body(Map.of("access_token", token.value(), "token_type", "Bearer", "expires_in", token.expiresIn()));
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getQueryString() == null && type != null
                && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    /**
     * The value of a form parameter; {@code null} if the parameter is missing or
     * repeated, or if the form is too large.
     */
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        try {
            String[] values = request.getParameterValues(name);
            return (values != null && values.length == 1) ? values[0] : null;
        }
        catch (IllegalStateException ex) {
            return null;
        }
    }

    private @Nullable String authenticate(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return null;
        }
        String credentials;
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
            credentials = new String(decoded, StandardCharsets.UTF_8);
        }
        catch (IllegalArgumentException ex) {
            return null;
        }
        int colon = credentials.indexOf(':');
        String name = (colon < 0) ? "" : credentials.substring(0, colon);
        return this.secrets.matches(name, credentials.substring(colon + 1)) ? name : null;
    }

    private static ResponseEntity<Map<String, Object>> error(HttpStatus status, String code, String description) {
        return response(status).body(Map.of("error", code, "error_description", description));
    }

    private static ResponseEntity.BodyBuilder response(HttpStatus status) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status).cacheControl(CacheControl.noStore());
        if (status == HttpStatus.UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"streamgate\"");
        }
        return response;
    }

}
