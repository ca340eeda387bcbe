/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/**
 * Copies a folder that other processes may change. Files deleted during the copy are
 * skipped.
 *
 * @param from the folder
 * @param included accepts paths relative to the folder; a rejected folder is skipped with
 * its contents
 */
public record FolderCopy(Path from, Predicate<Path> included) {

    /** A copy of all files. */
    public static FolderCopy of(Path from) {
        return new FolderCopy(from, (_) -> true);
    }

    /**
     * Copies the files.
     * @param target the folder to create
     * @return the number of copied bytes
     */
    public long into(Path target) throws IOException {
        OwnerOnlyFiles.folder(target);
        if (!Files.isDirectory(this.from)) {
            return 0;
        }
        Copier copier = new Copier(target);
        Files.walkFileTree(this.from, copier);
        return copier.bytes;
    }

    private final class Copier extends SimpleFileVisitor<Path> {

        private final Path target;

        private long bytes;

        Copier(Path target) {
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Path relative = FolderCopy.this.from.relativize(folder);
            if (!FolderCopy.this.included.test(relative)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!folder.equals(FolderCopy.this.from)) {
                Files.copy(folder, this.target.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path relative = FolderCopy.this.from.relativize(file);
            if (attributes.isRegularFile() && FolderCopy.this.included.test(relative)) {
                try {
                    Files.copy(file, this.target.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
                    this.bytes += attributes.size();
                }
                catch (NoSuchFileException ex) {
                    // Deleted after the directory was listed.
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
            if (ex instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw ex;
        }

    }

}
