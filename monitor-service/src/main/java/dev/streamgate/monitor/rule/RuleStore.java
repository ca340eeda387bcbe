/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.time.OffsetDateTime;
import java.util.List;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.RuleSpec;
import dev.streamgate.suite.postgres.RecordParameters;

/**
 * Rules in the table {@code alert_rule}. Each method executes one statement and throws a
 * {@link DataAccessException} if the database is unavailable. Thread-safe.
 */
@Component
class RuleStore {

    private final JdbcClient jdbc;

    private final JsonMapper json;

    RuleStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<StoredRule> all() {
        return this.jdbc.sql("SELECT * FROM alert_rule ORDER BY name")
            .query((result, index) -> new StoredRule(result.getString("name"),
                    this.json.readValue(result.getString("definition"), RuleSpec.class), result.getLong("version"),
                    result.getString("changed_by"), result.getObject("changed_at", OffsetDateTime.class).toInstant()))
            .list();
    }

    /**
     * Inserts or updates a rule whose version is one more than that of the row.
     * @return false if the row has another version, that is, was changed concurrently
     */
    boolean save(StoredRule rule) {
        return this.jdbc.sql("""
                INSERT INTO alert_rule (name, definition, enabled, version, changed_by, changed_at)
                SELECT :name, :definition::jsonb, :enabled, :version, :changedBy, :changedAt
                WHERE :version = 1 OR EXISTS (SELECT FROM alert_rule WHERE name = :name)
                ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, enabled = excluded.enabled,
                    version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                WHERE alert_rule.version = excluded.version - 1""")
            .paramSource(new RecordParameters(rule).addValue("definition", this.json.writeValueAsString(rule.spec()))
                .addValue("enabled", rule.isEnabled()))
            .update() == 1;
    }

    /**
     * Deletes a rule.
     * @return false if the rule does not exist or has another version
     */
    boolean delete(String name, long version) {
        return this.jdbc.sql("DELETE FROM alert_rule WHERE name = ? AND version = ?")
            .params(name, version)
            .update() == 1;
    }

}
