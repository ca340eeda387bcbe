/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.FolderCopy;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * Backs up and restores a data directory: database, media, secrets and audit journals.
 * The suite may run during a backup.
 * <p>
 * The database is copied before the media. Services publish an object completely before
 * they insert a row that refers to it, and never change it, so the later copy of the
 * media contains all objects that the copied database refers to.
 *
 * @param directory the data directory
 * @param postgres the database of the data directory
 * @param terminal the launcher's output
 */
public record Backup(DataDirectory directory, ManagedPostgres postgres, Terminal terminal) {

    private static final double MEBIBYTE = 1024 * 1024;

    /**
     * Creates a backup.
     * @param folder the folder to create; it appears when the backup is complete
     * @throws LaunchFailure if the folder exists or the backup fails
     */
    public void create(Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new LaunchFailure(target + " exists already. Choose a new folder; a backup never overwrites one.");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        OwnerOnlyFiles.deleteTree(unfinished);
        try {
            OwnerOnlyFiles.folder(unfinished);
            row("database", this.postgres.copyInto(unfinished.resolve("postgres")));
            row("media", new FolderCopy(this.directory.media(), (path) -> !path.endsWith(Path.of(".staging", ".tmp")))
                .into(unfinished.resolve("media")));
            row("secrets", FolderCopy.of(this.directory.secretsFolder()).into(unfinished.resolve("secrets")));
            row("audit", FolderCopy.of(this.directory.audit()).into(unfinished.resolve("audit")));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            OwnerOnlyFiles.deleteTree(unfinished);
            throw new LaunchFailure("Could not create the backup", ex);
        }
        this.terminal.line("Backed up to " + target + ". The backup contains all secrets; protect it accordingly.");
    }

    /**
     * Restores a backup into an empty data directory.
     * @param folder the backup
     * @throws LaunchFailure if the folder is not a backup or the data directory is not
     * empty
     */
    public void restore(Path folder) {
        Path source = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(source.resolve("postgres").resolve("PG_VERSION"))) {
            throw new LaunchFailure("There is no backup in " + source + ".");
        }
        Path data = this.directory.postgres().resolve("data");
        if (Files.exists(data) || !isEmpty(this.directory.media()) || !isEmpty(this.directory.secretsFolder())) {
            throw new LaunchFailure("There is a suite in " + this.directory.root()
                    + " already. Move it away, or set STREAMGATE_HOME to a new folder.");
        }
        Path unfinished = this.directory.postgres().resolve("data.unfinished");
        OwnerOnlyFiles.deleteTree(unfinished);
        try {
            row("audit", FolderCopy.of(source.resolve("audit")).into(this.directory.audit()));
            row("media", FolderCopy.of(source.resolve("media")).into(this.directory.media()));
            row("secrets", FolderCopy.of(source.resolve("secrets")).into(this.directory.secretsFolder()));
            row("database", FolderCopy.of(source.resolve("postgres")).into(unfinished));
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new LaunchFailure(
                    "Could not restore the backup. Empty " + this.directory.root() + " and run the command again", ex);
        }
        this.terminal.line("Restored. Start the suite: ./streamgate up");
    }

    private void row(String what, long bytes) {
        this.terminal.line("  %-10s %.1f MiB".formatted(what, bytes / MEBIBYTE));
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.noneMatch(Files::isRegularFile);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read " + folder, ex);
        }
    }

}
