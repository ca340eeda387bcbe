/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.audit.AuditHead;
import dev.streamgate.launcher.postgres.DatabaseRole;
import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * A signed end of a journal that monitor-service has kept.
 *
 * @param service whose journal it is
 * @param head the end
 */
public record WitnessedHead(String service, AuditHead head) {

    private static final String UNDEFINED_TABLE = "42P01";

    private static final String ALL = """
            SELECT j.service, h.sequence, h.hash, h.signed_at, h.signature, j.public_key
            FROM monitor.witnessed_journal j JOIN monitor.witnessed_head h ON h.journal_id = j.id""";

    /**
     * Reads them from where monitor-service keeps them; none when it has never run.
     * @param url JDBC address of the suite's database
     * @param login that of monitor-service
     */
    public static List<WitnessedHead> in(String url, DatabaseRole login) {
        List<WitnessedHead> heads = new ArrayList<>();
        try (var connection = DriverManager.getConnection(url, login.user(), login.password())) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(1_000);
                try (var row = statement.executeQuery(ALL)) {
                    while (row.next()) {
                        heads.add(new WitnessedHead(row.getString("service"),
                                new AuditHead(row.getLong("sequence"), row.getString("hash"),
                                        row.getString("signed_at"), row.getString("signature"),
                                        row.getString("public_key"))));
                    }
                }
            }
            return heads;
        }
        catch (SQLException ex) {
            if (UNDEFINED_TABLE.equals(ex.getSQLState())) {
                return List.of();
            }
            throw new LaunchFailure("Could not read the witnessed heads. With a file of them"
                    + " (GET /api/v1/monitor/audit/heads/export) no database is needed:"
                    + " ./streamgate audit verify --heads FILE", ex);
        }
    }

    /** Reads a file that monitor-service has exported: a JSON object in each line. */
    public static List<WitnessedHead> in(Path file) {
        JsonMapper json = JsonMapper.builder().build();
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter((line) -> !line.isBlank()).map(json::readTree).map(WitnessedHead::of).toList();
        }
        catch (IOException | JacksonException ex) {
            throw new LaunchFailure("Could not read witnessed heads from " + file, ex);
        }
    }

    private static WitnessedHead of(JsonNode node) {
        return new WitnessedHead(node.path("service").asString(""),
                new AuditHead(node.path("sequence").asLong(-1), node.path("hash").asString(""),
                        node.path("timestamp").asString(""), node.path("signature").asString(""),
                        node.path("publicKey").asString("")));
    }

}
