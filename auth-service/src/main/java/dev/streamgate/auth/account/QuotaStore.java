/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.auth.UserQuota;
import dev.streamgate.suite.quota.Quota;

/** What administrators let single users use. Thread-safe. */
@Repository
class QuotaStore {

    private final JdbcClient jdbc;

    QuotaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Replaces the quotas of an account. */
    @Transactional
    public void replace(String accountId, UserQuota quota) {
        this.jdbc.sql("DELETE FROM user_quota WHERE account_id = ?").param(accountId).update();
        Map<Quota, @Nullable Long> amounts = new LinkedHashMap<>();
        amounts.put(Quota.BYTES, quota.bytes());
        amounts.put(Quota.ANNOUNCED_BYTES, quota.announcedBytes());
        amounts.put(Quota.SECONDS, quota.seconds());
        amounts.put(Quota.OPEN_UPLOADS, quota.openUploads());
        amounts.put(Quota.JOBS, quota.jobs());
        amounts.put(Quota.CONTENTS, quota.contents());
        amounts.forEach((kind, amount) -> {
            if (amount != null) {
                this.jdbc.sql("INSERT INTO user_quota (account_id, quota, allowed) VALUES (?, ?, ?)")
                    .params(accountId, kind.id(), amount)
                    .update();
            }
        });
    }

    /** The quotas of an account. */
    UserQuota find(String accountId) {
        Map<String, Long> found = findAll(List.of(accountId)).getOrDefault(accountId, Map.of());
        return new UserQuota(found.get(Quota.BYTES.id()), found.get(Quota.ANNOUNCED_BYTES.id()),
                found.get(Quota.SECONDS.id()), found.get(Quota.OPEN_UPLOADS.id()), found.get(Quota.JOBS.id()),
                found.get(Quota.CONTENTS.id()));
    }

    /** The quotas of accounts, by account and name. */
    Map<String, Map<String, Long>> findAll(Collection<String> accountIds) {
        Map<String, Map<String, Long>> found = new HashMap<>();
        this.jdbc.sql("SELECT account_id, quota, allowed FROM user_quota WHERE account_id = ANY (?)")
            .param(accountIds.toArray(String[]::new))
            .query((RowCallbackHandler) (row) -> found
                .computeIfAbsent(row.getString("account_id"), (id) -> new HashMap<>())
                .put(row.getString("quota"), row.getLong("allowed")));
        return found;
    }

}
