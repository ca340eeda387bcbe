/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.Map;
import java.util.Set;

/**
 * What a user may do now.
 *
 * @param userId the user
 * @param active whether the user may act at all; not if the account is disabled
 * @param roles the user's roles
 * @param quotas what the user may use where it differs from the settings, by the name of
 * the quota
 */
public record UserAuthority(String userId, boolean active, Set<String> roles, Map<String, Long> quotas) {

    /** Copies the collections. */
    public UserAuthority {
        roles = Set.copyOf(roles);
        quotas = (quotas != null) ? Map.copyOf(quotas) : Map.of();
    }

}
