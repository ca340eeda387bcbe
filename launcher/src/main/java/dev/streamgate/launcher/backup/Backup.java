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

import dev.streamgate.launcher.data.FolderCopy;
import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * A folder with everything of a suite that cannot be made again: database, media,
 * secrets, audit journals. It is made while the suite runs.
 * <p>
 * The database goes first and the media after it: an object is published whole before a
 * row tells of it and is never changed, so whatever the copied database tells of is in
 * the later copy of the media.
 *
 * @param home whose
 * @param postgres the database of that home
 * @param terminal where to speak
 */
public record Backup(DataDirectory home, ManagedPostgres postgres, Terminal terminal) {

    private static final double MEBIBYTE = 1024 * 1024;

    /**
     * Makes a backup.
     * @param folder where; it must not exist, and does only when the backup is complete
     * @throws LaunchFailure when it cannot be made
     */
    public void make(Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new LaunchFailure(target + " exists already. Name a new folder; a backup replaces none.");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        OwnerOnlyFiles.deleteTree(unfinished);
        try {
            OwnerOnlyFiles.folder(unfinished);
            row("database", this.postgres.copyInto(unfinished.resolve("postgres")));
            row("media", new FolderCopy(this.home.media(), (path) -> !path.endsWith(Path.of(".staging", ".tmp")))
                .into(unfinished.resolve("media")));
            row("secrets", FolderCopy.of(this.home.secretsFolder()).into(unfinished.resolve("secrets")));
            row("audit", FolderCopy.of(this.home.audit()).into(unfinished.resolve("audit")));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            OwnerOnlyFiles.deleteTree(unfinished);
            throw new LaunchFailure("Could not make the backup", ex);
        }
        this.terminal.line("Backed up to " + target + ". It holds all secrets: keep it as you would keep them.");
    }

    /**
     * Fills an empty home from a backup.
     * @param folder the backup
     * @throws LaunchFailure when it is none, or the home is not empty
     */
    public void restore(Path folder) {
        Path source = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(source.resolve("postgres").resolve("PG_VERSION"))) {
            throw new LaunchFailure("There is no backup in " + source);
        }
        Path data = this.home.postgres().resolve("data");
        if (Files.exists(data) || !isEmpty(this.home.media()) || !isEmpty(this.home.secretsFolder())) {
            throw new LaunchFailure("There is a suite in " + this.home.root()
                    + " already. Move it away, or set STREAMGATE_HOME to a new folder.");
        }
        Path unfinished = this.home.postgres().resolve("data.unfinished");
        OwnerOnlyFiles.deleteTree(unfinished);
        try {
            row("audit", FolderCopy.of(source.resolve("audit")).into(this.home.audit()));
            row("media", FolderCopy.of(source.resolve("media")).into(this.home.media()));
            row("secrets", FolderCopy.of(source.resolve("secrets")).into(this.home.secretsFolder()));
            row("database", FolderCopy.of(source.resolve("postgres")).into(unfinished));
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not restore the backup. Empty " + this.home.root() + " and try again", ex);
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
            throw new LaunchFailure("Could not look into " + folder, ex);
        }
    }

}
