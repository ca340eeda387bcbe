/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

import dev.streamgate.contracts.Page;

/** Accounts and login sessions, for the users themselves. */
@HttpExchange("/api/v1/auth")
public interface AuthApi {

    /** Creates an account: 201. 409 if the e-mail address has one. */
    @PostExchange("/register")
    UserView register(@Valid @RequestBody Register register);

    /**
     * Starts a session. 401 for a wrong password and for an unknown e-mail address alike;
     * 429 with {@code Retry-After} after too many failures.
     */
    @PostExchange("/login")
    ResponseEntity<TokensView> login(@Valid @RequestBody Login login);

    /**
     * Renews a session and replaces its refresh token. Reuse of an earlier refresh token
     * ends the session. A client that may repeat the request sends an
     * {@code Idempotency-Key}: for a minute, the same token with the same key returns the
     * same new refresh token.
     */
    @PostExchange("/refresh")
    ResponseEntity<TokensView> refresh(@Valid @RequestBody RefreshTokens refresh,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey);

    /** Ends a session: 204, also if it has already ended. */
    @PostExchange("/logout")
    void logout(@Valid @RequestBody Logout logout);

    /** Returns the status of an access token. */
    @PostExchange("/verify-token")
    ResponseEntity<TokenStatus> verifyToken(@Valid @RequestBody VerifyToken verify);

    /** Returns the caller's account. */
    @GetExchange("/profile")
    UserView profile();

    /** Changes the caller's password and ends the caller's other sessions: 204. */
    @PostExchange("/change-password")
    void changePassword(@Valid @RequestBody ChangePassword change);

    /**
     * Lists the caller's sessions, newest first.
     * @param limit 1 to 200, default 50
     * @param cursor {@code nextCursor} of the previous page
     */
    @GetExchange("/sessions")
    Page<LoginSessionView> sessions(@RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** Ends all sessions of the caller, the one of the request included: 204. */
    @DeleteExchange("/sessions")
    void endSessions();

    /** Ends one session of the caller: 204. */
    @DeleteExchange("/sessions/{sessionId}")
    void endSession(@PathVariable String sessionId);

}
