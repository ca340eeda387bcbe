/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Accounts and their sessions, for the users themselves. */
@HttpExchange("/api/v1/auth")
public interface AuthApi {

    /** Makes an account: 201. 409 when the e-mail has one. */
    @PostExchange("/register")
    UserView register(@Valid @RequestBody Registration registration);

    /**
     * Opens a session. 401 for a wrong password and for an unknown e-mail alike; 429 with
     * {@code Retry-After} after too many of them.
     */
    @PostExchange("/login")
    ResponseEntity<TokensView> login(@Valid @RequestBody SignIn signIn);

    /**
     * Renews a session; the refresh token that was sent is spent. Sending a spent one
     * ends the session. A client that may have to repeat the call sends an
     * {@code Idempotency-Key}: the same token with the same key gives the same refresh
     * token again for a minute.
     */
    @PostExchange("/refresh")
    ResponseEntity<TokensView> refresh(@Valid @RequestBody RefreshRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey);

    /** Ends a session: 204, also when there is none. */
    @PostExchange("/logout")
    void logout(@Valid @RequestBody RefreshRequest request);

    /** Tells what an access token is worth now. */
    @PostExchange("/verify-token")
    ResponseEntity<TokenStatus> verifyToken(@Valid @RequestBody TokenCheck check);

    /** Who calls. */
    @GetExchange("/profile")
    UserView profile();

    /** Sets another password and ends the user's other sessions: 204. */
    @PostExchange("/change-password")
    void changePassword(@Valid @RequestBody PasswordChange change);

}
