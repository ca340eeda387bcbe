/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PutExchange;

import dev.streamgate.contracts.Page;

/** Users, for administrators. */
@HttpExchange("/api/v1/auth/users")
public interface UserApi {

    /**
     * Lists users, oldest first.
     * @param email returns only the user with this e-mail address
     * @param limit 1 to 200, default 50
     * @param cursor {@code nextCursor} of the previous page
     */
    @GetExchange
    Page<UserView> list(@RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** Reads one user. */
    @GetExchange("/{userId}")
    UserView get(@PathVariable String userId);

    /**
     * Replaces the roles of a user, whose earlier access tokens become invalid. 409 if no
     * administrator would remain.
     */
    @PutExchange("/{userId}/roles")
    UserView setRoles(@PathVariable String userId, @Valid @RequestBody SetRoles request);

    /**
     * Disables or enables a user. Disabling ends the user's sessions, access tokens and
     * playback sessions; contents remain. 409 if no administrator would remain.
     */
    @PatchExchange("/{userId}")
    UserView change(@PathVariable String userId, @Valid @RequestBody ChangeUser request);

    /** Reads what a user may use, where it differs from the settings of the services. */
    @GetExchange("/{userId}/quota")
    UserQuota quota(@PathVariable String userId);

    /** Replaces what a user may use; a missing value is the default of the services. */
    @PutExchange("/{userId}/quota")
    UserQuota setQuota(@PathVariable String userId, @Valid @RequestBody UserQuota quota);

    /** Ends all sessions of a user: 204. */
    @DeleteExchange("/{userId}/sessions")
    void endSessions(@PathVariable String userId);

}
