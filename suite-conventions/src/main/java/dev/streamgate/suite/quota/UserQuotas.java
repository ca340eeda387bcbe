/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.quota;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClientException;

import dev.streamgate.suite.security.UserAuthorities;
import dev.streamgate.suite.security.UserAuthority;

/**
 * What single users may use where an administrator has decided otherwise than the
 * settings. Thread-safe. Calls send a request, so they have no place in a transaction.
 */
public final class UserQuotas {

    private static final Logger log = LoggerFactory.getLogger(UserQuotas.class);

    private final UserAuthorities authorities;

    /**
     * Creates the reader.
     * @param authorities what users may do now
     */
    public UserQuotas(UserAuthorities authorities) {
        this.authorities = authorities;
    }

    /**
     * Returns the quotas that were set for a user.
     * @param userId the user
     * @return amounts by {@link Quota#id}; empty without an override, or while
     * auth-service does not answer
     */
    public Allowed of(String userId) {
        try {
            return new Allowed(this.authorities.find(userId).map(UserAuthority::quotas).orElse(Map.of()));
        }
        catch (RestClientException ex) {
            log.info("The default quotas apply to user {}, since auth-service does not answer: {}", userId,
                    ex.getMessage());
            return new Allowed(Map.of());
        }
    }

    /**
     * The quotas that were set for a user.
     *
     * @param amounts amounts by {@link Quota#id}
     */
    public record Allowed(Map<String, Long> amounts) {

        /** Copies the amounts. */
        public Allowed {
            amounts = Map.copyOf(amounts);
        }

        /**
         * Returns what the user may use.
         * @param quota the quota
         * @param otherwise amount of users without one of their own
         * @return the amount
         */
        public long get(Quota quota, long otherwise) {
            return this.amounts.getOrDefault(quota.id(), otherwise);
        }

    }

}
