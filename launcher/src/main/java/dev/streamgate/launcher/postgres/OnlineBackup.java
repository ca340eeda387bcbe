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
 * A copy of a running server's data folder, in the way of the chapter "Making a Base
 * Backup Using the Low Level API" of PostgreSQL's manual: files that are copied between
 * start and stop of the backup may be torn, and the journal of that time, copied last,
 * mends them when a server first starts on the copy. The copy is as of the stop.
 */
final class OnlineBackup {

    /** Made anew by each server; PostgreSQL's manual lists them. */
    private static final Set<String> WITHOUT_CONTENTS = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify",
            "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "backup_label.old",
            "pg_internal.init");

    private final Path data;

    OnlineBackup(Path data) {
        this.data = data;
    }

    /**
     * Copies.
     * @param connection of a superuser, used by nobody else
     * @param target a folder that is made
     * @return how many bytes were copied
     */
    long into(Path target, Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            // Keeps the journal from being recycled before it is copied; goes with the
            // connection.
            statement.execute("SELECT pg_create_physical_replication_slot('streamgate_backup', true, true)");
            statement.execute("SELECT pg_backup_start('streamgate', true)");
            long bytes = new FolderCopy(this.data, OnlineBackup::isData).into(target);
            try (var stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stopped.next();
                Files.write(target.resolve("backup_label"), stopped.getString(1).getBytes(StandardCharsets.UTF_8));
            }
            Path journal = target.resolve("pg_wal");
            bytes += new FolderCopy(this.data.resolve("pg_wal"),
                    (path) -> path.getNameCount() == 1 && path.toString().matches("[0-9A-F]{24}|.*\\.history|"))
                .into(journal);
            OwnerOnlyFiles.folder(journal.resolve("archive_status"));
            OwnerOnlyFiles.folder(journal.resolve("summaries"));
            return bytes;
        }
    }

    private static boolean isData(Path path) {
        String name = path.getFileName().toString();
        return !(path.getNameCount() > 1 && WITHOUT_CONTENTS.contains(path.getName(0).toString()))
                && !LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp");
    }

}
