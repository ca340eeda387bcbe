/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.List;

import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/**
 * What users may do now, of auth-service: for work that is done later than it was
 * requested. For services only.
 */
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
