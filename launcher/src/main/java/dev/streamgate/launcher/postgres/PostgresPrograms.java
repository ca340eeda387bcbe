/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * PostgreSQL's programs, unpacked from the archive for this system in the build's
 * dependencies.
 *
 * @param folder the directory with {@code bin}, {@code lib} and {@code share}
 */
record PostgresPrograms(Path folder) {

    private static final int OWNER_EXECUTE = 0100;

    /**
     * Finds the programs and unpacks them the first time.
     * @param parent the directory to unpack into; it gets one directory for each archive
     */
    static PostgresPrograms in(Path parent) {
        URL archive = archive();
        try {
            Path folder = parent
                .resolve("programs-" + Long.toHexString(archive.openConnection().getContentLengthLong()));
            if (!Files.exists(folder)) {
                Path unfinished = parent.resolve("programs.unfinished");
                OwnerOnlyFiles.deleteTree(unfinished);
                try (InputStream in = archive.openStream()) {
                    unpack(in, unfinished);
                }
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PostgresPrograms(folder);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not unpack PostgreSQL into " + parent, ex);
        }
    }

    String initdb() {
        return this.folder.resolve("bin/initdb").toString();
    }

    String pgCtl() {
        return this.folder.resolve("bin/pg_ctl").toString();
    }

    String postgres() {
        return this.folder.resolve("bin/postgres").toString();
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String name = "/postgres-" + system + "-" + machine + ".txz";
        URL archive = PostgresPrograms.class.getResource(name);
        if (archive == null) {
            throw new LaunchFailure("This build contains no PostgreSQL for " + system + " on " + machine
                    + ". Run your own server and set STREAMGATE_DB_URL (docs/configuration.md).");
        }
        return archive;
    }

    private static void unpack(InputStream in, Path target) throws IOException {
        OwnerOnlyFiles.folder(target);
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive has an entry outside its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                }
                else {
                    Files.copy(tar, path);
                    path.toFile().setExecutable((entry.getMode() & OWNER_EXECUTE) != 0, false);
                }
            }
        }
    }

}
