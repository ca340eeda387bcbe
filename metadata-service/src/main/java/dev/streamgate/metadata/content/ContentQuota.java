/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Usage;
import dev.streamgate.contracts.metadata.ContentUsage;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.quota.Quota;
import dev.streamgate.suite.quota.UserQuotas;

/** How many contents owners may have. Thread-safe. */
@Component
public class ContentQuota {

    private final UserQuotas quotas;

    private final ContentQuotaProperties properties;

    private final JdbcClient jdbc;

    ContentQuota(UserQuotas quotas, ContentQuotaProperties properties, JdbcClient jdbc) {
        this.quotas = quotas;
        this.properties = properties;
        this.jdbc = jdbc;
    }

    /**
     * Contents that an owner may have. Sends a request, so it has no place in a
     * transaction.
     */
    public long allowed(String owner) {
        return this.quotas.of(owner).get(Quota.CONTENTS, this.properties.contents());
    }

    /**
     * Requires that an owner may have another content. Concurrent creations of one owner
     * wait until the caller's transaction ends.
     * @throws ProblemException 403 beyond the quota
     */
    void require(String owner, long allowed) {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('contents of ' || ?, 0))")
            .param(owner)
            .query((row) -> {
            });
        Quota.CONTENTS.require(count(owner), 1, allowed);
    }

    /** How much of the quota an owner's contents use. */
    ContentUsage usage(String owner) {
        return new ContentUsage(new Usage(count(owner), allowed(owner)));
    }

    private long count(String owner) {
        return this.jdbc.sql("SELECT count(*) FROM content WHERE owner = ?").param(owner).query(Long.class).single();
    }

}
