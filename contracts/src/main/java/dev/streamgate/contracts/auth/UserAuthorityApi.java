/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.util.List;

import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** The present authority of users whose work is done later. For services only. */
public interface UserAuthorityApi {

    /** Users that one call may name. */
    int MAX_USERS = 100;

    /**
     * Returns what users may do now.
     * @param id ids of at most {@value #MAX_USERS} users
     * @return in any order; without those that do not exist
     */
    @GetExchange("/internal/v1/user-authorities")
    List<UserAuthority> read(@RequestParam List<String> id);

}
