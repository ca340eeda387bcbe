/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.RuleSpec;

/**
 * Rules in the database. Each call is one statement and throws a
 * {@link DataAccessException} when there is no database. Safe for threads.
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
     * Writes a rule whose version is one more than that of the row.
     * @return whether it was; not when somebody else has changed the row
     */
    boolean save(StoredRule rule) {
        return this.jdbc.sql("""
                INSERT INTO alert_rule (name, definition, enabled, version, changed_by, changed_at)
                SELECT :name, :definition::jsonb, :enabled, :version, :by, :at
                WHERE :version = 1 OR EXISTS (SELECT FROM alert_rule WHERE name = :name)
                ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, enabled = excluded.enabled,
                    version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                WHERE alert_rule.version = excluded.version - 1""")
            .param("name", rule.name())
            .param("definition", this.json.writeValueAsString(rule.spec()))
            .param("enabled", rule.isEnabled())
            .param("version", rule.version())
            .param("by", rule.changedBy())
            .param("at", rule.changedAt().atOffset(ZoneOffset.UTC))
            .update() == 1;
    }

    /** Removes a rule of that version; returns whether there was one. */
    boolean remove(String name, long version) {
        return this.jdbc.sql("DELETE FROM alert_rule WHERE name = :name AND version = :version")
            .param("name", name)
            .param("version", version)
            .update() == 1;
    }

}
