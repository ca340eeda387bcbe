/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.List;
import java.util.Optional;

import org.springframework.cache.annotation.Cacheable;

import dev.streamgate.hardening.cache.CacheTtl;

/**
 * What users may do now, for work that is done later than it was requested. A change
 * counts after three seconds at most. Thread-safe. Calls send a request, so they have no
 * place in a transaction.
 */
public class UserAuthorities {

    private final UserAuthorityApi api;

    /**
     * Creates the reader.
     * @param api client of auth-service
     */
    public UserAuthorities(UserAuthorityApi api) {
        this.api = api;
    }

    /**
     * Returns what a user may do now.
     * @param userId the user
     * @return empty if there is no such user
     * @throws org.springframework.web.client.RestClientException if auth-service does not
     * answer
     */
    @Cacheable("user-authorities")
    @CacheTtl("3s")
    public Optional<UserAuthority> find(String userId) {
        return this.api.read(List.of(userId)).stream().findFirst();
    }

}
