/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.FolderCopy;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.postgres.PurgeHold;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * Backs up and restores a data directory: database, media, secrets and audit journals.
 * The suite may run during a backup.
 * <p>
 * The database is copied before the media. Services publish an object completely before
 * they insert a row that refers to it, and never change it; while a backup is made, the
 * worker leases no tasks that delete media. So the later copy of the media contains all
 * objects that the copied database refers to. Staged uploads are copied before published
 * ones, so that one that is published meanwhile is in at least one of both.
 * <p>
 * A backup appears when all of its files are synced; their checksums prove a restore.
 *
 * @param directory the data directory
 * @param postgres the database of the data directory
 * @param terminal the launcher's output
 * @param checksums syncs and verifies
 */
public record Backup(DataDirectory directory, ManagedPostgres postgres, Terminal terminal, Checksums checksums) {

    private static final Path STAGING = Path.of(".staging");

    private static final double MEBIBYTE = 1024 * 1024;

    /** A backup that is synced to disk. */
    public Backup(DataDirectory directory, ManagedPostgres postgres, Terminal terminal) {
        this(directory, postgres, terminal, new Checksums(Checksums.Sync.DISK));
    }

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
            try (PurgeHold _ = this.postgres.holdPurges()) {
                row("database", this.postgres.copyInto(unfinished.resolve("postgres")));
                row("media", copyMedia(unfinished.resolve("media")));
            }
            row("secrets", FolderCopy.of(this.directory.secretsFolder()).into(unfinished.resolve("secrets")));
            row("audit", FolderCopy.of(this.directory.audit()).into(unfinished.resolve("audit")));
            this.checksums.write(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            this.checksums.sync(Objects.requireNonNull(target.getParent()));
        }
        catch (IOException ex) {
            OwnerOnlyFiles.deleteTree(unfinished);
            throw new LaunchFailure("Could not create the backup", ex);
        }
        this.terminal.line("Backed up to " + target + ". The backup contains all secrets; protect it accordingly.");
    }

    private long copyMedia(Path target) throws IOException {
        OwnerOnlyFiles.folder(target);
        long staged = new FolderCopy(this.directory.media().resolve(STAGING), (path) -> !path.equals(Path.of(".tmp")))
            .into(target.resolve(STAGING));
        return staged + new FolderCopy(this.directory.media(), (path) -> !path.equals(STAGING)).into(target);
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
            Map<String, String> sums = Checksums.read(source);
            restore("audit", source, this.directory.audit(), sums);
            restore("media", source, this.directory.media(), sums);
            restore("secrets", source, this.directory.secretsFolder(), sums);
            restore("postgres", source, unfinished, sums);
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
            this.checksums.sync(this.directory.postgres());
            this.checksums.sync(this.directory.root());
            if (sums.isEmpty()) {
                this.terminal.line("The backup is of an earlier version and has no checksums.");
            }
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not restore the backup: " + ex.getMessage() + ". Empty "
                    + this.directory.root() + " before you run the command again", ex);
        }
        this.terminal.line("Restored. Start the suite: ./streamgate up");
    }

    private void restore(String name, Path source, Path target, Map<String, String> sums) throws IOException {
        row(name, FolderCopy.of(source.resolve(name)).into(target));
        this.checksums.verify(sums, name, target);
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
