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
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

import dev.streamgate.contracts.Page;

/** Users, for admins. */
@HttpExchange("/api/v1/auth/users")
public interface UserApi {

    /** Lists users, oldest first; {@code email} narrows it to one. */
    @GetExchange
    Page<UserView> list(@RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** Reads one user. */
    @GetExchange("/{userId}")
    UserView get(@PathVariable String userId);

    /**
     * Sets a user's roles. Tokens given out before keep theirs until they expire; 409
     * when nobody would be left as admin.
     */
    @PutExchange("/{userId}/roles")
    UserView setRoles(@PathVariable String userId, @Valid @RequestBody RoleGrant grant);

}
