/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

import dev.streamgate.launcher.data.FolderCopy;
import dev.streamgate.launcher.data.OwnerOnlyFiles;

/**
 * Copies the data directory of a running server as described in "Making a Base Backup
 * Using the Low Level API" of PostgreSQL's manual. Files copied between start and stop of
 * the backup may be inconsistent; the write-ahead log, copied last, repairs them at the
 * first start on the copy, which then has the state of the stop.
 */
final class OnlineBackup {

    /** Directories whose contents each server recreates, from PostgreSQL's manual. */
    private static final Set<String> WITHOUT_CONTENTS = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify",
            "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final Set<String> EXCLUDED = Set.of("postmaster.pid", "postmaster.opts", "backup_label.old",
            "pg_internal.init");

    private final Path data;

    OnlineBackup(Path data) {
        this.data = data;
    }

    /**
     * Copies the data directory.
     * @param target the directory to create
     * @param connection a superuser's connection for this copy only
     * @return the number of copied bytes
     */
    long into(Path target, Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            // Retains the write-ahead log until it is copied; the slot is temporary and
            // disappears with the connection.
            statement.execute("SELECT pg_create_physical_replication_slot('streamgate_backup', true, true)");
            statement.execute("SELECT pg_backup_start('streamgate', true)");
            long bytes = new FolderCopy(this.data, OnlineBackup::isData).into(target);
            try (var stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stopped.next();
                Files.write(target.resolve("backup_label"), stopped.getString(1).getBytes(StandardCharsets.UTF_8));
            }
            Path wal = target.resolve("pg_wal");
            bytes += new FolderCopy(this.data.resolve("pg_wal"),
                    (path) -> path.getNameCount() == 1 && path.toString().matches("[0-9A-F]{24}|.*\\.history|"))
                .into(wal);
            OwnerOnlyFiles.folder(wal.resolve("archive_status"));
            OwnerOnlyFiles.folder(wal.resolve("summaries"));
            return bytes;
        }
    }

    private static boolean isData(Path path) {
        String name = path.getFileName().toString();
        return !(path.getNameCount() > 1 && WITHOUT_CONTENTS.contains(path.getName(0).toString()))
                && !EXCLUDED.contains(name) && !name.startsWith("pgsql_tmp");
    }

}
